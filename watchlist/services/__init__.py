"""Changing lists, entries, thresholds and clearances: check, change, audit, commit once."""
