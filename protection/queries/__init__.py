"""Reading screenings and contacts."""
