"""One paper to several bodies: for each a paper of its own, which began with the same words.

Each has its own clock, clearances, publication and decisions, as any paper has. What is kept from
the public in the first one is not taken over: the other body may follow another list.
"""

from programme.records import refuse_if, save_kept

from .choices import PartKind, Second
from .exemptions import WHOLE, Exemption
from .models import Paper, PaperRecommendation, Part

WORDS = ("text", "anchors", "second_heading", "second_text")
RECOMMENDED = ("text", "acts", "delegation", "second_text", "second_acts", "second_delegation")
ALL_KEPT = (
    "The whole of this paper is kept from the public. Start the other body's paper by itself."
)


def begins_like(paper) -> dict:
    """What a paper to another body takes from this one: its languages, and that it began so."""
    refuse_if(WHOLE in _kept(paper), ALL_KEPT)
    names = ["language"] if paper.second == Second.ATTACHED else ["language", "second"]
    names += ["second_title"] if paper.second == Second.WRITTEN else []
    return {name: getattr(paper, name) for name in names} | {"began_as": paper.began_as or paper}


def words_like(paper, outline) -> dict:
    """The words with which a part of a paper to another body begins: those of the text of the same
    key, unless they are kept from the public. A front sheet is the body's own.
    """
    if outline.kind != PartKind.TEXT or outline.key in _kept(paper):
        return {}
    part = paper.parts.filter(key=outline.key, kind=outline.kind).first()
    return {name: getattr(part, name) for name in WORDS} if part else {}


def take_recommended(paper, other, *, by, at):
    """Begins the recommendations of a paper to another body with those of this one."""
    part = paper.parts.filter(kind=PartKind.RECOMMENDATIONS).first()
    prints = other.parts.filter(kind=PartKind.RECOMMENDATIONS).exists()
    if not part or not prints or part.key in _kept(paper):
        return
    for place, row in enumerate(PaperRecommendation.objects.in_use().filter(paper=paper), 1):
        said = {name: getattr(row, name) for name in RECOMMENDED}
        new = PaperRecommendation(
            programme=other.programme, paper=other, place=place, created_at=at, **said
        )
        save_kept(new, by=by, at=at)


def _kept(paper):
    return set(Exemption.objects.standing().filter(paper=paper).values_list("key", flat=True))


def others_of(paper) -> list[tuple[Paper, list[str]]]:
    """The papers to other bodies that began with the same words, by the days of their meetings,
    each with the headings of the texts in which it differs from this one by now, and whether what
    is recommended does.
    """
    first = paper.began_as_id or paper.pk
    found = Paper.objects.filter(began_as=first) | Paper.objects.filter(pk=first)
    found = found.exclude(pk=paper.pk).select_related("meeting__body__host").order_by("meeting__on")
    found = list(found)
    if not found:
        return []
    texts = _texts([paper, *found])
    asked = _asked([paper, *found])
    mine, told = texts.get(paper.pk, {}), []
    for one in found:
        theirs = texts.get(one.pk, {})
        differs = [
            heading
            for key, (heading, *words) in mine.items()
            if key in theirs and [*theirs[key][1:]] != words
        ]
        same = asked.get(one.pk) == asked.get(paper.pk)
        told.append((one, differs if same else [*differs, "what is recommended"]))
    return told


def _texts(papers):
    found = {}
    rows = Part.objects.filter(paper__in=papers, kind=PartKind.TEXT).order_by("place", "id")
    for part in rows:
        said = part.heading, part.text, part.second_text
        found.setdefault(part.paper_id, {})[part.key] = said
    return found


def _asked(papers):
    found = {}
    rows = PaperRecommendation.objects.in_use().filter(paper__in=papers).order_by("place", "id")
    for row in rows:
        said = tuple(getattr(row, name) for name in RECOMMENDED)
        found.setdefault(row.paper_id, []).append(said)
    return found
