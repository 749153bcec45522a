"""Pages of the desk, of second line and of the register."""
