"""Pages of lists, versions, entries, proposals, thresholds, hits and looks."""
