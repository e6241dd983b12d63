"""Closing: the body that authorised a programme closes it."""
