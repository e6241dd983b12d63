"""Standing texts of written parts: what they may refer to, for every paper starts with them."""

from django.utils import timezone

from papers.references import figures_of, leads_to_row
from papers.text import parse, references_in
from programme.position import Position
from programme.records import refuse_if
from programme.reporting import sections as known_sections

NOT_IN_EVERY_PAPER = (
    "The reference “{}” ({}) leads nowhere in a paper that starts with this text. Refer to a part"
    " or a section of this report, to a figure that one computes, or to a row of a log."
)


def check_standing(definition, standing, at):
    """Refuses references of a standing text that lead nowhere in a paper of the definition.

    Raises: ValidationError, beside `standing`; what is no text that can be printed.
    """
    found = references_in(parse(standing))
    lost = [one for one in found if not _leads(definition, one[1], at)]
    refuse_if(lost, lost and NOT_IN_EVERY_PAPER.format(*lost[0]), "standing")


def _leads(definition, ref, at):
    kind, _, rest = ref.partition("/")
    section, _, key = rest.partition("/")
    if kind == "part":
        return rest in definition.sections
    if kind == "row":
        return leads_to_row(definition.programme, at, rest)
    if kind != "figure" or section not in set(definition.sections) & {*known_sections()}:
        return False
    position = Position.on(definition.programme, timezone.localdate(at))
    return key in {one["key"] for one in figures_of(section, position)}
