"""Who and what must be looked at twice: lists, screening, lost and stolen documents."""
