"""The two versions of a paper change places: its second language becomes the first one."""

from functools import partial

from programme import audit
from programme.formats import listed
from programme.records import change_entry, refuse_if

from .anchors import anchors_after, outline_of
from .choices import Language, PartKind
from .deciding import last_decisions
from .front_sheets import sheet_at
from .put_to_meeting import is_decided
from .second import blank_in
from .sheet_fields import TYPED
from .text import read

BLANK = "Write these in {} first, for it becomes the language of the paper: {}."
DECIDED = "{} has decided. Its paper stays in the language in which it was put."
VERB = "changed the languages of"


def change_places(paper, *, by, at):
    """What is written in the second language of a paper becomes its text, and the other way round,
    part by part. Nothing is changed where something is blank in the second language.
    """
    refuse_if(is_decided(paper), DECIDED.format(paper.meeting), "written")
    parts = list(paper.parts.all())
    # A heading stays as it is where it is blank in the other one.
    found = [(part.heading, blank_in(part, headings=False)) for part in parts]
    blank = [f"{heading} ({listed(places)})" for heading, places in found if places]
    blank += [] if paper.second_title.strip() else ["the title"]
    language = Language(paper.language).other.label
    refuse_if(blank, BLANK.format(language, listed(blank)), "written")
    change = partial(change_entry, by=by, at=at, verb=VERB)
    for part in parts:
        change(part, **_turned(part), changes=_noted(part))
    for row in paper.recommendations.in_use():
        change(row, **_swapped(row, "text", "acts", "delegation"))
    return change(paper, **_swapped(paper, "title"))


def _swapped(row, *names):
    """These columns with those of the second language, the other way round."""
    first = {name: getattr(row, f"second_{name}") for name in names}
    return first | {f"second_{name}": getattr(row, name) for name in names}


def _turned(part):
    values = _swapped(part, "heading", "text")
    values["heading"] = values["heading"] or part.heading
    if outline_of(read(part.text)) != outline_of(read(part.second_text)):
        values["anchors"] = anchors_after(part, part.second_text)
    keys = _asked_in_both(part)
    pair = part.answers, part.second_answers
    for name, own, other in zip(("answers", "second_answers"), pair, pair[::-1], strict=True):
        kept = {key: said for key, said in own.items() if key not in keys}
        values[name] = kept | {key: said for key, said in other.items() if key in keys}
    return values


def _asked_in_both(part):
    """The keys of the answers that are given in both languages."""
    if part.kind == PartKind.FRONT_SHEET:
        return {one.key for one in sheet_at(part.paper) if one.kind in TYPED}
    return {str(one.pk) for one in last_decisions(part.paper)}


def _noted(part):
    if not part.answers and not part.second_answers:
        return []
    return [audit.note("answers", "Answers", "", "the two languages changed places")]
