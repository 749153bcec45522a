"""PURE: entry rules as dated data, and what they say about a traveller."""
