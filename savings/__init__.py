"""What a programme saves, what is spent of it again, and what is left, by kind."""
