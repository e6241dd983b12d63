"""What a part that is said to be done lacks by what is required now."""

from programme.formats import listed

from .actions import front_sheet_of
from .choices import Language, PartKind
from .second import blank_in
from .sheet_fields import answers_to


def lacking(part) -> list[str]:
    """What of a part that is done has to be there and is blank: a field of the front sheet that
    has to be filled in by now, what is not written in the second language of the paper.
    """
    if not part.is_done:
        return []
    required = _required(part) if part.kind == PartKind.FRONT_SHEET else []
    if not part.paper.second_language:
        return required
    language = Language(part.paper.language).other.label
    return [*required, *(f"{one} in {language}" for one in blank_in(part))]


def _required(part):
    fields = front_sheet_of(part.paper.meeting.body)
    said, _ = answers_to(fields, part.answers)
    return [one.label for one in fields if one.is_required and one.is_blank(said.get(one.key, ""))]


def state_in_words(part, missing) -> str:
    """How far a part is, with what it lacks."""
    state = part.get_state_display()
    return f"{state}, but blank: {listed(missing)}" if missing else state


def done_in_words(parts) -> str:
    """How many of the parts of a paper are done, by what is required now."""
    done = sum(part.is_done and not lacking(part) for part in parts)
    return f"{done} of {len(parts)} parts done"
