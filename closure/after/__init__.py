"""After closing: reviews of what the programme was for, long after it ended."""
