"""Reading lists, entries, proposals, hits and looks."""
