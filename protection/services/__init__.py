"""What changes screenings and contacts."""
