"""What a programme saves, what the savings are spent on again, and what is left of them, permanent and one-off apart."""
