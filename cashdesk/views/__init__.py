"""Pages of the cash desk: taking a fee, receipts, tills, tariffs, takings."""
