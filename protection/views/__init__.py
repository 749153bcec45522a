"""Pages of protection: the questions, the screenings, whom to call."""
