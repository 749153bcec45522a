"""Reading inspections, the register, travellers and tallies."""
