"""Pages of the lanes."""
