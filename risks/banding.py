"""Red, amber and green: which band a score has under a programme's own thresholds.

A score is likelihood x impact, each 1 to 5, so only fourteen scores can occur; thresholds must give
each of them exactly one band. Default: 15-25 red, 6-12 amber, 1-5 green (seed 002, score colour
key).
"""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError

from programme.bands import BANDS, WORDS, Band

REACHABLE = tuple(
    sorted({likelihood * impact for likelihood in range(1, 6) for impact in range(1, 6)})
)


@dataclass(frozen=True)
class Thresholds:
    """The lowest and highest score of each band, both included."""

    green: tuple[int, int] = (1, 5)
    amber: tuple[int, int] = (6, 12)
    red: tuple[int, int] = (15, 25)

    def ranges(self):
        """(key, lowest, highest) for each band, worst first."""
        return [("red", *self.red), ("amber", *self.amber), ("green", *self.green)]

    def bands_of(self, score):
        """Every band whose range holds `score`."""
        return [key for key, low, high in self.ranges() if low <= score <= high]

    def band(self, score) -> Band | None:
        """The band of a score; None for a risk that is not assessed."""
        return self._by_score[score] if score is not None else None

    @cached_property
    def _by_score(self):
        """The band of each score: a register asks several times for each of its rows."""
        return {score: BANDS[self.bands_of(score)[0]] for score in REACHABLE}

    def words(self, key):
        """The range of a band in words: 15 to 25."""
        return "{} to {}".format(*getattr(self, key))

    def check(self):
        """Refuses thresholds that leave a score without a band or give it two.

        Raises:
            ValidationError: naming the scores.
        """
        problems = [
            f"{BANDS[key].word} ends before it begins: {low} to {high}."
            for key, low, high in self.ranges()
            if low > high
        ]
        gaps = [score for score in REACHABLE if not self.bands_of(score)]
        overlaps = [score for score in REACHABLE if len(self.bands_of(score)) > 1]
        if gaps:
            problems.append(
                f"No band for score {_listed(gaps)}. Every score that can occur needs one."
            )
        if overlaps:
            problems.append(
                f"More than one band for score {_listed(overlaps)}. Ranges must not overlap."
            )
        if not problems and not self.green[1] < self.amber[0] <= self.amber[1] < self.red[0]:
            problems.append("Red must lie above amber, and amber above green.")
        if problems:
            raise ValidationError(problems)

    def key(self):
        """The key that is printed under a table: [{"key", "word", "low", "high"}], worst first."""
        return [
            {"key": k, "word": WORDS[k], "low": low, "high": high} for k, low, high in self.ranges()
        ]


def _listed(scores):
    return ", ".join(map(str, scores))
