"""Custody: who goes on with the open rows of a programme."""
