"""Red, amber, yellow and green: which band a score has under a programme's own thresholds.

A score is likelihood x impact, each 1 to 5, or in another matrix each 1 to any number from 3 to 6,
not always the same for both. So only some scores can occur; thresholds must give each of them
exactly one band. Yellow is there only where a programme has four bands, and each band may have a
name of the programme's own. Default: 15-25 red, 6-12 amber, 1-5 green (seed 002, score colour key).
"""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError

from programme.bands import WORDS, Band
from programme.formats import listed

USUAL, STEPS = 5, (3, 4, 5, 6)  # how many likelihood and impact may have
LARGEST = STEPS[-1]
ALL_WORDS = {"red": "Red", "amber": "Amber", "yellow": "Yellow", "green": "Green"}


def reachable(likelihoods, impacts):
    """The scores that can occur in a matrix of so many steps of each."""
    return tuple(sorted({a * b for a in range(1, likelihoods + 1) for b in range(1, impacts + 1)}))


EVERY_SCORE = reachable(LARGEST, LARGEST)


@dataclass(frozen=True)
class Thresholds:
    """The lowest and highest score of each band, both included."""

    green: tuple[int, int] = (1, 5)
    amber: tuple[int, int] = (6, 12)
    red: tuple[int, int] = (15, 25)
    yellow: tuple[int, int] | None = None
    likelihoods: int = USUAL  # steps of the matrix
    impacts: int = USUAL
    names: tuple[tuple[str, str], ...] = ()  # (key, name) where a band has one of its own

    @property
    def steps(self):
        """How many steps likelihood and impact have."""
        return {"likelihood": self.likelihoods, "impact": self.impacts}

    @property
    def matrix(self):
        """The matrix in words: 5 x 4 has five likelihoods and four impacts."""
        return f"{self.likelihoods} x {self.impacts}"

    @property
    def scores(self):
        """Every score that can occur."""
        return reachable(self.likelihoods, self.impacts)

    def ranges(self):
        """(key, lowest, highest) for each band, worst first."""
        return [(key, *own) for key in ALL_WORDS if (own := getattr(self, key))]

    @cached_property
    def bands(self):
        """The bands, worst first."""
        return tuple(self.named(key) for key, *_ in self.ranges())

    def named(self, key) -> Band:
        """The band under its own name."""
        return Band(key, dict(self.names).get(key) or ALL_WORDS[key])

    def bands_of(self, score):
        """Every band whose range holds `score`."""
        return [key for key, low, high in self.ranges() if low <= score <= high]

    def band(self, score) -> Band | None:
        """The band of a score; None for a risk that is not assessed."""
        return self._by_score[score] if score is not None else None

    @cached_property
    def _by_score(self):
        """The band of each score: a register asks several times for each of its rows.

        A score from before the matrix became smaller is in the band that begins below it.
        """
        lowest = self.ranges()[-1][0]
        return {
            score: self.named(next((k for k, low, _ in self.ranges() if low <= score), lowest))
            for score in EVERY_SCORE
        }

    def words(self, key):
        """The range of a band in words: 15 to 25, and its own name where it has one."""
        if not getattr(self, key):
            return ""
        name = dict(self.names).get(key)
        return "{} to {}".format(*getattr(self, key)) + (f", {name}" if name else "")

    def check(self):
        """Refuses thresholds that leave a score without a band or give it two.

        Raises:
            ValidationError: naming the scores.
        """
        problems = [
            f"{self.named(key).word} ends before it begins: {low} to {high}."
            for key, low, high in self.ranges()
            if low > high
        ]
        gaps = [score for score in self.scores if not self.bands_of(score)]
        overlaps = [score for score in self.scores if len(self.bands_of(score)) > 1]
        if gaps:
            problems.append(
                f"No band for score {_listed(gaps)}. Every score that can occur needs one."
            )
        if overlaps:
            problems.append(
                f"More than one band for score {_listed(overlaps)}. Ranges must not overlap."
            )
        in_order = [edge for _, *own in reversed(self.ranges()) for edge in own]
        if not problems and in_order != sorted(in_order):
            first, *rest = (band.word for band in self.bands)
            problems.append(f"The bands must follow each other: {first}, then {listed(rest)}.")
        words = [band.word.casefold() for band in self.bands]
        if len(set(words)) < len(words):
            problems.append("Give each band a name of its own.")
        if problems:
            raise ValidationError(problems)

    def key(self):
        """The key that is printed under a table: [{"key", "word", "low", "high"}], worst first."""
        return [
            {**self.named(k).as_dict(), "low": low, "high": high} for k, low, high in self.ranges()
        ]

    @property
    def judged(self):
        """The bands of risks whose status is judged in words."""
        return [self.named(key) for key in WORDS]


def _listed(scores):
    return ", ".join(map(str, scores))
