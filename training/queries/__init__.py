"""Reading courses, runs and marks."""
