"""Changing equipment: every change is an event."""
