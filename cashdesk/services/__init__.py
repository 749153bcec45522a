"""Changing tariffs, tills and receipts: check, change, audit, commit once."""
