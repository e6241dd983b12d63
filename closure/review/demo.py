"""The scrutiny review of a demo programme, as far as its file tells it."""

from operator import itemgetter

from programme.models import Body
from reports.document import report_context
from reports.models import Report

from . import actions
from .anchors import places_in


def load(programme, data, people):
    """Opens the file's review, and has its questions asked, answered and closed in the order of
    their moments.
    """
    facts = data.get("scrutiny")
    if not facts:
        return
    reviewer, body = people[facts["by"]], Body.objects.get(programme=programme, name=facts["body"])
    found = Report.objects.of(programme).filter(
        definition__kind=facts["kind"], definition__body=body
    )
    opening = {"by": reviewer, "at": facts["opened"], "report": found.latest("position_at")}
    review = actions.open_review(programme=programme, body=body, **opening)
    shown = report_context(review.report.content)["shown"]
    places = {part["key"]: places_in(part) for part in shown}
    for part in facts["read"]:
        actions.read_part(review, by=reviewer, at=facts["opened"], part=part)
    for seen in facts["evidence"]:
        place = places[seen["part"]][seen["anchor"]]
        actions.see_evidence(review, by=reviewer, at=seen["at"], place=place, what=seen["what"])
    _talk(review, facts["questions"], places, people, reviewer)


def _talk(review, questions, places, people, reviewer):
    steps, asked = [], {}
    for number, row in enumerate(questions):
        steps += [(row["asked"], number, "ask")]
        steps += [(row[step], number, step) for step in ("answered", "closed") if step in row]
    for at, number, step in sorted(steps, key=itemgetter(0, 1)):
        row = questions[number]
        if step == "ask":
            asked[number] = _ask(review, row, asked, places, people, by=reviewer, at=at)
        elif step == "answered":
            answer = {"by": people[row["of"]], "at": at, "text": row["answer"]}
            asked[number] = actions.answer_question(asked[number], **answer)
        else:
            asked[number] = actions.close_question(asked[number], by=reviewer, at=at)


def _ask(review, row, asked, places, people, *, by, at):
    said = {"text": row["text"], "asked_of": people[row["of"]], "due_on": row["due_on"]}
    if "follows" in row:
        return actions.ask_further(asked[row["follows"] - 1], by=by, at=at, **said)
    place = places[row["part"]][row.get("anchor", "")]
    return actions.ask_question(review, by=by, at=at, place=place, **said)
