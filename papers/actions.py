"""What people can do with a paper: start it, share it out, write its parts, recommend.

Each function is one step: it refuses what `by` may not do, is all or nothing, keeps the history of
the row and writes the audit trail. `version` is the one that `by` was looking at.

Raises, all of them: NotPermitted, ValidationError; with a version StaleEntry.
"""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import day
from programme.position import Position
from programme.records import (
    add_audited,
    begin_change,
    change_entry,
    lock_programme,
    refuse_if,
    refuse_unless,
    save_kept,
)

from .anchors import anchors_after
from .blank import heads_nothing, is_blank
from .choices import FieldKind, Language, PartKind, Second, Starts, State
from .deciding import last_decisions, rows_of_each
from .fields import shortened
from .models import FrontSheetField, Paper, PaperRecommendation, Part
from .permissions import ARRANGE, WRITE
from .put_to_meeting import printed_form, refuse_decided, refuse_moved
from .recommended_words import check_words
from .references import check_references
from .several import begins_like, take_recommended, words_like
from .sheet_fields import answers_to
from .text import check_texts

NOTHING_WRITTEN = "Nothing is written yet. Write it first, or leave the part in work."
NOTHING_BELOW = (
    "Nothing stands below the subheading “{}”. Write it first, take the subheading out, or leave"
    " the part in work."
)
NO_POSITION = "Say how far this action is. No row of a log says so."
NOTHING_RECOMMENDED = "Nothing is recommended yet. Add a recommendation, or leave the part in work."
AS_LAST_TIME = ("text", "anchors", "answers", "second_heading", "second_text", "second_answers")
UP, DOWN = "up", "down"

_begin_arranging = partial(begin_change, permission=ARRANGE)
_begin_writing = partial(begin_change, permission=WRITE)


@transaction.atomic
def start_paper(*, meeting, kind, title, outlines, by, at, like=None):
    """Starts the paper of a kind for a meeting, or takes parts that its definition got since then
    into it.

    `outlines` are all written parts of the definition in committee order. A part starts blank, with
    its standing text, or with the words that the body's last paper had there. With `like`, a paper
    to another body, it begins as `several` says.
    """
    programme = meeting.body.programme
    require(by, ARRANGE, programme)
    refuse_unless(meeting.stands, f"The meeting is {meeting.state}: nothing is written for it.")
    lock_programme(programme)  # one paper of a kind
    paper = Paper.objects.for_meeting(meeting, kind)
    refuse_if(like and paper, "A paper of this kind was started for that meeting.", "meeting")
    known = set(paper.parts.values_list("key", flat=True)) if paper else set()
    new = [one for one in outlines if one.key not in known]
    refuse_unless(new, "This paper has every part of its definition already.")
    verb = "took parts into the paper" if paper else "started the paper"
    if paper is None:
        values = {"meeting": meeting, "kind": kind, "title": title, "created_at": at}
        begun = begins_like(like) if like else _languages_of_last(meeting, kind)
        paper = Paper(programme=programme, **values, **begun)
        save_kept(paper, by=by, at=at)
    for outline in new:
        _add_part(paper, outline, outlines.index(outline), by=by, at=at, like=like)
    if like:
        take_recommended(like, paper, by=by, at=at)
    parts = audit.note("parts", "Parts", "", "; ".join(one.heading for one in new))
    audit.record(paper, by=by, at=at, verb=verb, programme=programme, changes=[parts])
    return paper


def _languages_of_last(meeting, kind):
    """The languages in which the body's last paper of the kind was written."""
    last = Paper.objects.before(meeting, kind)
    if last is None or last.second == Second.ATTACHED:
        return {}
    return {name: getattr(last, name) for name in ("language", "second")}


@transaction.atomic
def title_paper(paper, *, by, at, title, second_title=None, version=None):
    """Gives a paper another title, and one in its second language. Drafts that are drawn from now
    on print it.
    """
    paper = _begin_arranging(paper, by=by, version=version)
    values = _given(title=title, second_title=second_title)
    return change_entry(paper, by=by, at=at, verb="titled", **values)


def _given(**values):
    """Those of the values that were given at all."""
    return {name: value for name, value in values.items() if value is not None}


def _add_part(paper, outline, place, *, by, at, like=None):
    part = Part(
        programme=paper.programme,
        paper=paper,
        key=outline.key,
        place=place,
        kind=outline.kind,
        heading=outline.heading,
        second_heading=outline.second_heading,
        created_at=at,
    )
    if outline.starts == Starts.STANDING:
        part.text, part.second_text = outline.standing, outline.second_standing
    last = outline.starts == Starts.LAST and Paper.objects.before(paper.meeting, paper.kind)
    if last and (old := last.parts.filter(key=outline.key, kind=outline.kind).first()):
        for name in AS_LAST_TIME:
            setattr(part, name, getattr(old, name) or getattr(part, name))
    for name, value in (words_like(like, outline) if like else {}).items():
        setattr(part, name, value)
    save_kept(part, by=by, at=at)


@transaction.atomic
def share_part(part, *, by, at, heading, owner="", due_on=None, version=None):
    """Says who writes a part and until when, and what it is headed."""
    part = _begin_arranging(part, by=by, version=version)
    on = part.paper.meeting.on
    message = f"The meeting is on {day(on)}. Enter an earlier day."
    refuse_if(due_on and due_on >= on, message, "due_on")
    values = {"heading": heading, "owner": owner, "due_on": due_on}
    return change_entry(part, by=by, at=at, verb="shared out", **values)


@transaction.atomic
def write_part(part, *, by, at, text, state=State.IN_WORK, version=None, **second):
    """Writes the text of a part; `second` are its heading and text in the second language of the
    paper, where they are given.
    """
    part = _begin_writing(part, by=by, version=version)
    _refuse_kind(part, PartKind.TEXT)
    texts = {"text": text, "second_text": second.get("second_text") or ""}
    check_texts(texts)
    refuse_if(state == State.DONE and is_blank(text), NOTHING_WRITTEN, "text")
    alone = heads_nothing(text)
    refuse_if(state == State.DONE and alone, NOTHING_BELOW.format(alone), "text")
    anchors = anchors_after(part, text)
    check_references(part, at, texts, anchors["ids"])
    return _write(part, by=by, at=at, state=state, text=text, anchors=anchors, **second)


@transaction.atomic
def fill_front_sheet(part, *, by, at, answers, state=State.IN_WORK, version=None, **second):
    """Answers fields of the front sheet: `answers` are texts by the field's key. Others stay.
    `second` are `second_answers` and the heading in the second language of the paper.

    A required field may stay blank as long as the sheet is in work.
    """
    part = _begin_writing(part, by=by, version=version)
    _refuse_kind(part, PartKind.FRONT_SHEET)
    fields = front_sheet_of(part.paper.meeting.body)
    said, _ = answers_to(fields, part.answers)
    answers, problems = {**part.answers, **said, **answers}, {}
    for field in fields:
        try:
            field.check_answer(answers.get(field.key, ""), is_done=state == State.DONE)
        except ValidationError as error:
            problems[field.name] = error
    said, _ = answers_to(fields, part.second_answers)
    translated = {**part.second_answers, **said, **(second.pop("second_answers", None) or {})}
    for field in fields:
        try:
            field.check_answer(translated.get(field.key, ""))
        except ValidationError as error:
            problems[f"second_{field.name}"] = error
    if problems:
        raise ValidationError(problems)
    long = [field for field in fields if field.kind == FieldKind.TEXT]
    _check_answers(part, at, {field.key: field.name for field in long}, answers, translated)
    asked = [(field.key, field.name, field.label, field.in_words) for field in fields]
    changes = _notes(part, asked, answers, translated)
    said = {"answers": answers, "second_answers": translated, **second}
    return _write(part, by=by, at=at, state=state, changes=changes, **said)


def _check_answers(part, at, names, answers, translated):
    """Refuses references that lead nowhere in answers that are texts: `names` are those of their
    fields, by key.
    """
    texts = {name: answers.get(key, "") for key, name in names.items()}
    texts |= {f"second_{name}": translated.get(key, "") for key, name in names.items()}
    check_references(part, at, texts)


def _notes(part, asked, answers, translated):
    """What changed in the answers of a part; `asked` has (key, name, label, in words)."""
    language = Language(part.paper.language).other.label
    pairs = (
        (part.answers, answers, "", ""),
        (part.second_answers, translated, "second_", language),
    )
    return [
        audit.note(f"{prefix}{name}", f"{label}, in {its}" if its else label, *map(words, said))
        for key, name, label, words in asked
        for was, now, prefix, its in pairs
        if (said := (was.get(key, ""), now.get(key, "")))[0] != said[1]
    ]


def front_sheet_of(body, at=None) -> list[FrontSheetField]:
    """The fields of a body's front sheet in their order, as they are or were at a moment."""
    return list(FrontSheetField.objects.in_use(at).filter(body=body.pk))


@transaction.atomic
def say_recommended(part, *, by, at, state, version=None, **second):
    """Says whether the recommendations of the paper are complete, and how they are headed in its
    second language.
    """
    part = _begin_writing(part, by=by, version=version)
    _refuse_kind(part, PartKind.RECOMMENDATIONS)
    none = not part.paper.recommendations.filter(left_out=False).exists()
    refuse_if(state == State.DONE and none, NOTHING_RECOMMENDED, "state")
    return _write(part, by=by, at=at, state=state, **second)


@transaction.atomic
def say_positions(part, *, by, at, answers, state=State.IN_WORK, version=None, **second):
    """Says how far each action from the last meeting is: `answers` are texts by the decision's id.
    Others stay. One that became a row of a log can be left to what that row says. `second` are
    `second_answers` and the heading in the second language of the paper.
    """
    part = _begin_writing(part, by=by, version=version)
    _refuse_kind(part, PartKind.ACTIONS)
    answers, decisions = {**part.answers, **answers}, last_decisions(part.paper)
    rows = rows_of_each(decisions, Position.on(part.programme, timezone.localdate(at)))
    asked = [one for one in decisions if not one.is_put_off and not rows[one.pk]]
    blank = [one.name for one in asked if is_blank(_answer(answers, one))]
    if blank and state == State.DONE:
        raise ValidationError(dict.fromkeys(blank, NO_POSITION))
    translated = {**part.second_answers, **(second.pop("second_answers", None) or {})}
    _check_positions(part, at, {str(one.pk): one.name for one in decisions}, answers, translated)
    asked = [(str(one.pk), one.name, one.words[:100], shortened) for one in decisions]
    changes = _notes(part, asked, answers, translated)
    said = {"answers": answers, "second_answers": translated, **second}
    return _write(part, by=by, at=at, state=state, changes=changes, **said)


def _check_positions(part, at, names, answers, translated):
    """Refuses positions that were written now and are no text that can be printed."""
    pairs = (("", answers, part.answers), ("second_", translated, part.second_answers))
    check_texts(
        {
            f"{prefix}{name}": said.get(key, "")
            for prefix, said, was in pairs
            for key, name in names.items()
            if said.get(key) != was.get(key)
        }
    )
    _check_answers(part, at, names, answers, translated)


def _answer(answers, decision):
    return answers.get(str(decision.pk), "")


def _refuse_kind(part, kind):
    refuse_unless(part.kind == kind, f"{part.heading} is no {PartKind(kind).label.lower()}.")


def _write(part, *, by, at, state, changes=(), **values):
    refuse_if(state == State.NOT_STARTED, "Choose in work or done.", "state")
    return change_entry(part, by=by, at=at, verb="wrote", changes=changes, **values, state=state)


# --- Recommendations ------------------------------------------------------------------------------


@transaction.atomic
def add_recommendation(*, paper, by, at, text, acts="", delegation="", **second):
    """Adds a recommendation at the end of those that the paper makes; `second` is the same in its
    second language.
    """
    require(by, WRITE, paper.programme)
    values = {"text": text, "acts": acts, "delegation": delegation, **second}
    check_words(paper, at, **values)
    lock_programme(paper.programme)  # one place at a time
    place = paper.recommendations.count() + 1
    row = PaperRecommendation(programme=paper.programme, paper=paper, place=place, **values)
    refuse_decided(paper, into=printed_form(row))
    return add_audited(row, programme=paper.programme, by=by, at=at, verb="recommended")


@transaction.atomic
def change_recommendation(row, *, by, at, version=None, **values):
    """Changes what is recommended, who acts, or what is delegated."""
    row = _begin_writing(row, by=by, version=version)
    check_words(row.paper, at, **values)
    refuse_decided(row.paper, out=row, into=printed_form(row, **values))
    refuse_if(row.left_out, "This recommendation was left out. Put it back first.")
    return change_entry(row, by=by, at=at, **values)


@transaction.atomic
def move_recommendation(row, *, by, at, step, version=None):
    """Moves a recommendation up or down by one place."""
    lock_programme(row.programme)  # one place at a time
    row = _begin_writing(row, by=by, version=version)
    refuse_moved(row, -1 if step == UP else 1)
    return move_row(row, PaperRecommendation.objects.in_use().filter(paper=row.paper), step, by, at)


@transaction.atomic
def leave_out_recommendation(row, *, by, at, why, version=None):
    """Leaves a recommendation out of the paper. It stays on record."""
    row = _begin_writing(row, by=by, version=version)
    refuse_decided(row.paper, out=row)
    refuse_if(row.left_out, "This recommendation was left out already.")
    row = change_entry(row, by=by, at=at, verb="left out", why=why, left_out=True)
    part = row.paper.parts.filter(kind=PartKind.RECOMMENDATIONS, state=State.DONE).first()
    if part and not row.paper.recommendations.filter(left_out=False).exists():
        change_entry(part, by=by, at=at, verb="took up again", state=State.IN_WORK)
    return row


def move_row(row, rows, step, by, at):
    """Changes places with the row before or after it among `rows`, which are in their order."""
    refuse_unless(step in (UP, DOWN), "Choose one of the buttons.")
    rows = list(rows)
    refuse_unless(row in rows, "It was left out meanwhile.")
    place = rows.index(row) + (-1 if step == UP else 1)
    refuse_unless(0 <= place < len(rows), "It cannot be moved further.")
    other = rows[place]
    change_entry(other, by=by, at=at, verb="moved", place=row.place)
    return change_entry(row, by=by, at=at, verb="moved", place=other.place)
