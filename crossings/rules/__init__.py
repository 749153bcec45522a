"""PURE: what the law says about a traveller: rules as dated data, days of stay, entry and exit."""
