"""The budget of a programme: its lines, what moved between them, what was committed and spent."""
