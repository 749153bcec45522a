"""Reading the register of equipment."""
