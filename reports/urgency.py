"""What lets a report be published after the latest publication date, by the rules of its body.

A council or committee takes a late item when its chair is of the opinion that it is urgent by
reason of special circumstances (Local Government Act 1972, section 100B). An executive in England
has the general exception, of which the chair of overview and scrutiny is told five clear days
before, and special urgency, to which that chair agrees (SI 2012/2089, regulations 10 and 11). Of a
body whose rules nobody stated, and of one that follows neither, a reason and who gave it is asked.
"""

from programme.clear_days import reckon
from programme.formats import day
from programme.models import Body
from programme.records import refuse_future, refuse_if, refuse_unless

from .choices import Urgency

KINDS = {
    Body.Regime.COUNCIL: (Urgency.CHAIR,),
    Body.Regime.EXECUTIVE: (Urgency.GENERAL, Urgency.SPECIAL),
}
NOTICE_DAYS = 5  # clear days between the notice of a general exception and the decision
OPENINGS = {
    Urgency.CHAIR: "{who} was of the opinion on {on} that this item is urgent by reason of special"
    " circumstances:",
    Urgency.GENERAL: "General exception (SI 2012/2089, regulation 10). {who} was told on {on}:",
    Urgency.SPECIAL: "Special urgency (SI 2012/2089, regulation 11). {who} agreed on {on} that this"
    " is urgent and cannot reasonably be deferred:",
}
AFTER = (
    "The meeting was on {}. What makes an item urgent is said on that day at the latest: enter when"
    " it was, or take the paper to the next meeting."
)
UNSAID = "Say first on the page of {body} whose rules on access to meetings it follows."
NO_KINDS = "{body} follows neither rules on access: say the reason and who gave it, and no kind."
OTHERS = {
    Body.Regime.COUNCIL: "{body} follows the rules of a council or committee: only the opinion of"
    " its chair makes a late item urgent.",
    Body.Regime.EXECUTIVE: "{body} is an executive: the opinion of a chair makes nothing urgent"
    " there. Choose general exception or special urgency.",
}


def kinds_for(body) -> tuple:
    """The kinds of urgency that a body has; none where its rules ask for a reason alone."""
    return KINDS.get(body.regime, ())


def check(report, *, kind, who, on, at):
    """Refuses a kind of urgency that is not the body's, and one without who and when.

    Raises: ValidationError, beside the field.
    """
    body = report.meeting.body
    if not kinds_for(body):
        why = NO_KINDS if body.regime else UNSAID
        refuse_if(kind, why.format(body=body), "urgency_kind")
        return
    other = OTHERS[body.regime].format(body=body)
    refuse_unless(kind in kinds_for(body), other, "urgency_kind")
    refuse_unless(on, "Enter the day, for example 27 March 2027.", "urgency_given_on")
    refuse_future(on, at, "urgency_given_on")
    refuse_if(on > report.meeting.on, AFTER.format(day(report.meeting.on)), "urgency_given_on")
    if kind == Urgency.GENERAL:
        found = reckon(report.meeting.on, NOTICE_DAYS, body.nation, body.closures())
        refuse_if(
            on > found.publish_by,
            f"A general exception needs {NOTICE_DAYS} clear days between the notice and the"
            f" meeting: {who} had to be told by {day(found.publish_by)}. Without them it takes"
            " special urgency.",
            "urgency_given_on",
        )


def opening(kind, who, on) -> str:
    """How the first page and the register begin the reason, in words."""
    if not kind:
        return f"Reason for urgency, given by {who}:"
    return OPENINGS[kind].format(who=who, on=day(on))
