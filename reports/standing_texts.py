"""Standing texts of written parts: what they may refer to, for every paper starts with them."""

from django.utils import timezone

from papers.references import Rows, figures_of
from papers.text import parse, references_in
from programme.position import Position
from programme.records import refuse_if
from programme.reporting import sections as known_sections

NOT_IN_EVERY_PAPER = (
    "The reference “{}” ({}) leads nowhere in a paper that starts with this text. Refer to a part"
    " or a section of this report, to a figure that one computes, or to a row of a log."
)


def check_standing(definition, standing, at, field="standing"):
    """Refuses references of a standing text that lead nowhere in a paper of the definition.

    Raises: ValidationError, beside `field`; what is no text that can be printed.
    """
    found, known = references_in(parse(standing)), _Known(definition, at)
    lost = [one for one in found if not known.leads(one[1])]
    refuse_if(lost, lost and NOT_IN_EVERY_PAPER.format(*lost[0]), field)


class _Known:
    """What standing texts of a definition can lead to, each looked up once."""

    def __init__(self, definition, at):
        self.definition, self.at = definition, at
        self.rows, self.figures = Rows(Position.as_at(definition.programme, at)), {}

    def leads(self, ref):
        kind, _, rest = ref.partition("/")
        section, _, key = rest.partition("/")
        holds = self.definition.sections
        if kind == "part":
            return rest in holds
        if kind == "row":
            return self.rows.stands(rest)
        if kind != "figure" or section not in set(holds) & {*known_sections()}:
            return False
        if section not in self.figures:
            position = Position.on(self.definition.programme, timezone.localdate(self.at))
            self.figures[section] = {one["key"] for one in figures_of(section, position)}
        return key in self.figures[section]
