"""What changes courses, runs and marks."""
