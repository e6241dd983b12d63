"""What of the clearances of a draft is in force, what is missing, and what changed since.

An answer is about a fingerprint: of all words, rows and figures that the draft prints. Whatever
changes one of them makes the answers about it void. The moment of the draft, its version, the
reason for urgency and the notices of an executive are no part of what is cleared.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import partial

from django.db.models import Prefetch
from django.utils import timezone

from papers.clearances import DemandedClearance, heir
from papers.demanded import demanded_by
from programme import audit
from programme.formats import day
from programme.models import Partner, Titles

from .choices import State
from .clearances import Answer, Clearance, ClearanceAnswer, ClearedDraft, ConditionMet
from .differences import differences
from .printed_words import is_reshaped
from .withdrawals import Withdrawal

NOT_CLEARED = {  # of a report's heading: it says when and why it was drawn, no more
    "position_as_at",
    "since",
    "version",
    "supersedes",
    "reason",
    "proof_url",
    "programme_slug",
    "urgency",
    "notices",
    "edition",
}
NOT_PRINTED = ("figures", "at_a_glance", "template", "is_done")  # of a section or a part

PASSED = "The day to answer by, {}, has passed: withdraw this and ask again with another day."
MET = ", with a condition that was met"
NUMBERS = ("number", "caption")  # follow from where a part stands
FORM = "Its form, its order or a picture changed"


def printed_of(content) -> dict:
    """Of a draft's content what people clear: its words, front sheet, rows and figures."""
    heading = {name: one for name, one in content["heading"].items() if name not in NOT_CLEARED}
    return {
        "heading": heading,
        "order": content.get("order"),
        "parts": [_printed(one) for one in [*content["sections"], *content.get("words", [])]],
        "findings": content.get("findings", []),
        **_attached(content),
        **({"withheld": content["withheld"]} if "withheld" in content else {}),
    }


def _attached(content):
    """The attached files and those in the background; nothing where there are none, as before there
    could be any.
    """
    return {
        kind: [{name: one[name] for name in one if name != "address"} for one in content[kind]]
        for kind in ("attached", "background")
        if content.get(kind)
    }


def _printed(part):
    kept = {name: one for name, one in part.items() if name not in NOT_PRINTED}
    further = [_printed(one) for one in part.get("parts", [])]
    return {**kept, "parts": further} if further else kept


def fingerprint(content) -> str:
    """The SHA-256 of what people clear in a draft: one comma more, and it is another."""
    said = json.dumps(printed_of(content), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def keep_draft(report, content):
    """Keeps the content of a draft that people are asked to clear; returns its row."""
    found = {"report": report, "fingerprint": fingerprint(content)}
    return ClearedDraft.objects.get_or_create(**found, defaults={"content": content})[0]


def rests_on_withdrawn(draft: ClearedDraft) -> bool:
    """Whether a version for the same meeting was withdrawn since people looked at a draft: it may
    hold what had to go, so nothing of it is shown any more.
    """
    report = draft.report
    same = {"report__definition": report.definition_id, "report__meeting": report.meeting_id}
    last = Withdrawal.objects.confirmed().filter(**same).order_by("confirmed_at").last()
    return bool(last) and not draft.answers.filter(recorded_at__gt=last.confirmed_at).exists()


# --- What is in force -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """Where a clearance stands for a draft: `answer` is about this draft, `earlier` the last one
    about another. While a draft is not drawn, nobody knows whether it is another.
    """

    clearance: Clearance
    answer: ClearanceAnswer | None
    earlier: ClearanceAnswer | None
    is_drawn: bool = True

    @property
    def met(self) -> ConditionMet | None:
        """How the condition of the answer was met; None where nobody has said so."""
        return getattr(self.answer, "met", None)

    @property
    def has_open_condition(self) -> bool:
        """Whether it was given with a condition that nobody has said to be met."""
        return bool(self.answer) and self.answer.answer == Answer.CONDITION and not self.met

    @property
    def is_in_force(self) -> bool:
        """Whether nothing more is needed of it."""
        given = self.answer and self.answer.answer != Answer.RETURNED
        return bool(given) and not self.has_open_condition

    @property
    def in_words(self) -> str:
        """Where it stands, in a sentence."""
        if self.answer:
            met = f" Met{f': {self.met.how}' if self.met.how else '.'}" if self.met else ""
            return f"{self.answer.sentence}{met or ' Not met yet.' * self.has_open_condition}"
        if self.earlier and not self.is_drawn:
            return f"{self.earlier.sentence} The draft is not drawn yet since then."
        if self.earlier:
            return f"Void: the draft was changed since. {self.earlier.sentence}"
        return f"Not answered yet. Answer by {day(self.clearance.due_on)}."


def standings(report, content=None, quoting=True) -> list[Standing]:
    """Where each clearance that is asked of a version of a report stands for its draft, or for
    `content`. Without `quoting` nothing is said of the words that were answered.
    """
    answers = ClearanceAnswer.objects.select_related("draft", "met").defer("draft__content")
    found = report.clearances.filter(ended_at=None).select_related("demand", "partner", "person")
    found = list(found.prefetch_related(Prefetch("answers", answers)))
    content = report.content if content is None else content
    now = fingerprint(content) if found and content else ""
    found = [_standing(one, now, bool(content)) for one in found]
    return found if quoting else [_unquoted(one) for one in found]


def _unquoted(standing):
    for answer in filter(None, (standing.answer, standing.earlier)):
        unquoted(answer)
        if met := getattr(answer, "met", None):
            met.how = ""
    return standing


def unquoted(answer) -> ClearanceAnswer:
    """An answer as those are told of it who may not read the full edition: it may quote that."""
    answer.words = ""
    return answer


def _standing(clearance, now, is_drawn):
    answers = list(clearance.answers.all())  # in the order in which they were recorded
    about = [one for one in answers if one.draft.fingerprint == now]
    other = [one for one in answers if one.draft.fingerprint != now]
    last = (of[-1] if of else None for of in (about, other))
    return Standing(clearance, *last, is_drawn)


def not_asked(report, standing) -> list[tuple[DemandedClearance, Partner | None]]:
    """What the body demands and nobody has asked for: each demand, and the council of whose post it
    is demanded.
    """
    asked = {one.clearance for one in standing}
    kept = {(one.demand.key, heir(one.partner)) for one in asked if one.demand_id}
    named = {name_now(one) for one in asked}
    return [
        (demand, council)
        for demand in demanded_by(report.definition.body)
        for council in demand.councils()
        if (demand.key, council) not in kept and name_of(demand, council) not in named
    ]


def missing(report, content=None, on=None, quoting=True) -> list[str]:
    """What stands between a draft and its publication, a sentence for each clearance; on a day,
    with why nobody may answer it.
    """
    standing = standings(report, content, quoting)
    lines = [_not_asked(report, *one, on) for one in not_asked(report, standing)]
    lines += _returned(report, standing, quoting)
    for one in standing:
        if not one.is_in_force:
            words = in_words_on(one, report, on) if on else one.in_words
            lines.append(f"{name_now(one.clearance)}: {words}")
    return lines


def _not_asked(report, demand, council, on):
    why = on and demand.cannot_be_asked(report.definition.programme, on)
    advice = f" {why} The body has to demand it of somebody else." if why else ""
    return f"{name_of(demand, council)}: not asked for yet.{advice}"


def in_words_on(standing, report, on) -> str:
    """Where a clearance stands, and on a day why nobody may answer it, or that its own has passed
    for another reason than that nobody answered.
    """
    programme, clearance = report.definition.programme, standing.clearance
    nobody = "" if standing.answer else clearance.nobody(programme, on)
    passed = standing.earlier and not standing.answer and clearance.due_on < on
    said = PASSED.format(day(clearance.due_on)) if passed else ""
    return " ".join(filter(None, [standing.in_words, said, nobody]))


def name_now(clearance) -> str:
    """What is cleared and by whom, the council's successor where it ended."""
    return name_of(clearance, heir(clearance.partner))


def _returned(report, standing, quoting):
    """What was returned and then withdrawn, and is asked of nobody now: a line for each. Only
    another answer settles that.
    """
    asked = {name_now(one.clearance) for one in standing}
    withdrawn = report.clearances.exclude(ended_at=None).select_related("partner", "person")
    answers = ClearanceAnswer.objects.filter(clearance__in=withdrawn).order_by("recorded_at", "pk")
    paths = ("clearance__partner", "clearance__person")
    last = {name_now(one.clearance): one for one in answers.select_related(*paths)}
    last = last if quoting else {name: unquoted(one) for name, one in last.items()}
    return [
        f"{name}: {one.sentence} Nobody has cleared it since. Ask again."
        for name, one in last.items()
        if name not in asked and one.answer == Answer.RETURNED
    ]


def name_of(demand, council):
    whom = f"{demand.get_post_display()}, {council}" if council else demand.asked_of
    return f"{demand.label} ({whom})"


def to_print(report, content) -> list[dict]:
    """Who has cleared `content` and when, as it is printed: by post or job title."""
    given = [one for one in standings(report, content) if one.is_in_force]
    signed = partial(Titles().signed, did="recorded", for_paper=True) if given else None
    return [
        {
            "label": one.clearance.label,
            "who": _who(one.clearance, one.answer, signed) + MET * bool(one.met),
            "on": timezone.localdate(one.answer.recorded_at).isoformat(),
        }
        for one in given
    ]


def _who(clearance, answer, signed):
    """Whoever answered, by the post that they held then, or by job title."""
    if not clearance.post:
        return signed(answer)
    on = timezone.localdate(answer.recorded_at)
    return f"{clearance.get_post_display()}, {clearance.council_on(on)}"


def are_printed(report) -> bool:
    """Whether a draft prints just those who cleared it."""
    return report.content.get("clearances", []) == to_print(report, report.content)


def void_by(report, content) -> list[dict]:
    """The clearances that a draft makes void which is drawn with `content`, as changes of its
    event: those that were in force, or given with a condition, for the draft before.
    """
    return [
        audit.note("clearance", one.clearance.label, one.earlier.in_words, "void")
        for one in standings(report, content)
        if one.earlier and not one.answer and one.earlier.answer != Answer.RETURNED
    ]


def waiting_for(user, programmes, at) -> list[Clearance]:
    """The clearances of drafts of programmes that wait for an answer from `user`, the most urgent
    first.
    """
    found = Clearance.objects.standing().filter(
        report__definition__programme__in=programmes, report__state=State.DRAFT
    )
    found = found.select_related("report__definition__programme", "report__meeting__body")
    found = found.select_related("report__definition__body", "partner", "person")
    found = [one for one in found if not one.report.is_called_off]
    on = timezone.localdate(at)
    mine = [one for one in found if one.may_answer(user, one.report.definition.programme, on)]
    open_ones = {
        one.clearance.pk
        for report in {one.report_id: one.report for one in mine}.values()
        for one in standings(report)
        if not one.answer
    }
    return sorted((one for one in mine if one.pk in open_ones), key=lambda one: one.due_on)


# --- What changed ---------------------------------------------------------------------------------


def changed_since(old, new) -> list[dict]:
    """What differs between two drafts, as `differences` lists it, and what else is cleared: no
    change of the fingerprint goes untold.
    """
    found, (before, after) = differences(old, new), (printed_of(old), printed_of(new))
    was = {part["key"]: part for part in before["parts"]}
    for part in after["parts"]:
        pair = _comparable(_renumbered(was.get(part["key"], part), part), part)
        if pair[0] != pair[1] and (_is_reshaped(*pair) or not _told(old, new, part["key"])):
            found.append({"place": part["title"], "was": "", "now": FORM})
    if before != after and not found:
        found.append({"place": "The draft", "was": "", "now": FORM})
    return found


def _renumbered(was, now):
    """A part of the draft before with the numbers of the newer one, where it has another by now and
    is the same but for that: the order of the parts, or which came and went, says so.
    """
    moved = was.get("number") != now.get("number")
    return now if moved and _unnumbered(was) == _unnumbered(now) else was


def _unnumbered(said):
    if isinstance(said, list):
        return list(map(_unnumbered, said))
    if not isinstance(said, dict):
        return said
    left_out = {*NUMBERS, *(("text",) if "ref" in said else ())}
    if "marked" in said:  # its words are those of its pieces
        left_out |= {"text", "delegation"}
    return {name: _unnumbered(one) for name, one in said.items() if name not in left_out}


def _comparable(was, now):
    """A part of two drafts, without its second language where one of them has none: that it came or
    went is told once, of the whole.
    """
    if ("second" in was) == ("second" in now):
        return was, now
    return [{name: one for name, one in of.items() if name != "second"} for of in (was, now)]


def _is_reshaped(was, now):
    seconds = was.get("second", {}), now.get("second", {})
    return is_reshaped(was, now) or is_reshaped(*seconds)


def _told(old, new, key):
    """Whether something of the part with this key is told as a difference."""
    alone = (
        {"heading": new["heading"], "order": [], "sections": [], "words": []}
        | {
            kind: [one for one in of.get(kind, []) if one["key"] == key]
            for kind in ("sections", "words")
        }
        for of in (old, new)
    )
    return bool(differences(*alone))
