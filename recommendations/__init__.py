"""Recommendations of external reviews, what was answered, and how far each one is."""
