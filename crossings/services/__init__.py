"""Changing inspections and crossings: check, change, audit, commit once."""
