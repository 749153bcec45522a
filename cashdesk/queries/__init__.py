"""Reading tariffs, tills, receipts and what was taken."""
