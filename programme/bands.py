"""Red, amber and green, each with the word that always stands beside its colour.

Who is in which is for each log to say.
"""

from dataclasses import dataclass

from programme.formats import lower_first


@dataclass(frozen=True)
class Band:
    """A band: its key, and the word that always stands beside the colour."""

    key: str
    word: str

    @property
    def small(self):
        """The word as it stands inside a sentence."""
        return lower_first(self.word)

    def as_dict(self):
        return {"key": self.key, "word": self.word}


WORDS = {"red": "Red", "amber": "Amber", "green": "Green"}
BANDS = {key: Band(key, word) for key, word in WORDS.items()}
