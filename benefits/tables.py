"""The register of benefits as a table."""

from django.utils.html import format_html

from programme.formats import badge
from programme.ui.tables import LogTable

from .choices import Certainty, Kind
from .log import BENEFITS

KINDS = dict(Kind.choices)
VALUES = {"target", "planned", "actual"}


class BenefitTable(LogTable):
    """The band's word stands beside its colour."""

    log = BENEFITS
    headings = {"planned": "Planned", "state": "State and owner"}

    @classmethod
    def is_numeric(cls, fact):
        return fact.name in VALUES or super().is_numeric(fact)

    def cell_kind(self, benefit):
        return f"{KINDS[benefit.kind]}{', disbenefit' if benefit.disbenefit else ''}"

    def cell_against_plan(self, benefit):
        band = benefit.band
        return format_html("{}<br>{}", badge(band and band.as_dict()), self._words(benefit))

    def _words(self, benefit):
        if benefit.plan:
            return benefit.stands.words.removeprefix("Not rated: ").capitalize()
        return "No plan yet" if benefit.measure else "No measure yet"

    def cell_state(self, benefit):
        potential = ". Potential" if benefit.certainty == Certainty.POTENTIAL else ""
        return format_html("{}{}<br>{}", benefit.state_words, potential, benefit.owner)

    def row_class(self, benefit):
        return f"row--{benefit.band.key}" if benefit.band else ""
