"""What a demo programme has of its end: each part of the room loads its own."""

from .review import demo as review


def load(programme, data, people):
    """Loads what the file says."""
    review.load(programme, data, people)
