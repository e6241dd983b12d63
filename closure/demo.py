"""The end of a demo programme: who authorised it, who has its open rows, whether it was closed."""

from papers import actions as papers
from papers import deciding
from papers.choices import Outline, PartKind
from programme.log import logs
from programme.models import Meeting

from .after import demo as after
from .closing.actions import close_programme, say_authorised_by
from .custody.actions import answer_rows, offer_rows, post_progress
from .models import OfferedRow
from .retention.actions import set_class
from .review import demo as review


def load(programme, data, people):
    """Offers open rows and answers for them, as the file says; closes the programme where it was
    closed. A review of it is loaded before.
    """
    review.load(programme, data, people)
    if facts := data.get("custody"):
        _hand_on(programme, people, facts)


def load_later(programme, data, people):
    """Reviews of benefits, and how long records are kept."""
    after.load(programme, data, people)
    for said in data.get("retention", {}).get("classes", []):
        set_class(programme, by=people["admin"], **said)


def _hand_on(programme, people, facts):
    bodies = {body.name: body for body in programme.bodies.all()}
    who = {"by": people["manager"], "at": facts["recorded"]}
    say_authorised_by(programme, body=bodies[facts["authorised_by"]], **who)
    for offer in facts["offers"]:
        said = {**offer, "to": people[offer["to"]], "monitored_by": bodies[offer["monitored_by"]]}
        answers = said.pop("answers", [])
        said["rows"] = _keys(said["rows"])
        offer_rows(programme, **said, **who)
        for answer in answers:
            told = {**answer, "rows": _keys(answer["rows"])}
            answer_rows(programme, by=said["to"], **told)
    if "closed" in facts:
        _close(programme, people, bodies[facts["authorised_by"]], facts["closed"])
    for told in facts.get("progress", []):
        row = OfferedRow.objects.get(offer__programme=programme, reference=told.pop("reference"))
        post_progress(row, by=row.offer.to, **told)


def _keys(words):
    """The keys of rows that a file names by their references: FA1 to FA3, R2."""
    prefixes = {log.model.PREFIX: log.name for log in logs()}
    found = []
    for part in words.split(", "):
        first, _, last = part.partition(" to ")
        prefix = first.rstrip("0123456789")
        start, end = (int(one.removeprefix(prefix)) for one in (first, last or first))
        found += [f"{prefixes[prefix]}:{prefix}{number}" for number in range(start, end + 1)]
    return found


def _close(programme, people, body, facts):
    """Closes the programme by what a meeting of its body decided, of whose paper nothing else is
    known.
    """
    who = {"by": people["democratic"], "at": facts["recorded"]}
    meeting = Meeting.objects.get(body=body, on=facts["meeting"])
    outlines = [Outline("asked", "Recommendations", PartKind.RECOMMENDATIONS)]
    what = {"meeting": meeting, "kind": "cover", "title": facts["title"], "outlines": outlines}
    paper = papers.start_paper(**what, **who)
    asked = papers.add_recommendation(paper=paper, text=facts["recommended"], **who)
    decided = {"outcome": "agreed", "minute": facts["minute"]}
    decision = deciding.record_decision(asked, **decided, **who)
    close_programme(programme, decision=decision, **who)
