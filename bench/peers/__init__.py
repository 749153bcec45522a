"""The readers beside which docreader is measured, and what each of them needs."""
