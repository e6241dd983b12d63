"""The registers of risks and issues as tables."""

from functools import cache, lru_cache

from django.utils.safestring import SafeString

from programme.formats import badge
from programme.ui.tables import LogTable, escaped
from programme.written import words_of

from .choices import Rating, State
from .log import ISSUES, RISKS

RATINGS, STATES = dict(Rating.choices), dict(State.choices)
BLANK = "–"


class RiskTable(LogTable):
    """A programme that rates in words has them in the columns of likelihood and impact."""

    log = RISKS
    looks_at = "frequency severity judged accepted_until target_given review"
    headings = {"target_score": "Target", "review_on": "Review"}

    def cell_likelihood(self, risk):
        return risk.likelihood or RATINGS.get(risk.frequency, BLANK)

    def cell_impact(self, risk):
        return risk.impact or RATINGS.get(risk.severity, BLANK)

    def cell_score(self, risk):
        return risk.score or BLANK

    def cell_band(self, risk):
        """In the colour that the row has for its mark."""
        band = risk.band(risk.thresholds)
        return in_colour_of_row(band.word) if band else badge(None)

    def cell_state(self, risk):
        state = STATES[risk.state]
        return late(state, "Expired") if risk.acceptance_expired(self.position.day) else state

    def cell_review_on(self, risk):
        review = words_of(risk, "review")
        return late(review, "Overdue") if risk.review_overdue(self.position.day) else review

    def row_class(self, risk):
        band = risk.band(risk.thresholds)
        return f"row--{band.key}" if band else ""


@cache
def in_colour_of_row(word) -> SafeString:
    return SafeString(f"<strong class=band>{escaped(word)}</strong>")


@lru_cache(maxsize=4096)
def late(text, word) -> SafeString:
    """A text with the word that says what is wrong with it."""
    return SafeString(f"{escaped(text)} <strong class=late>{escaped(word)}</strong>")


class IssueTable(LogTable):
    """The issue log."""

    log = ISSUES
