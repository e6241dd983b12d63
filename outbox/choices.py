"""The words of mails: what is told, when it leaves, and what became of it."""

from datetime import time

from django.db import models

MORNING = time(7, 0)  # in London: when the mails of a day leave


class Kind(models.TextChoices):
    """What people are told by mail."""

    PAPERS = "papers", "Papers of a body on which you sit"
    PUBLISHED = "published", "Other papers that are published in your programmes"
    DRAFT = "draft", "A draft or a review that is due, or a part of a paper that you write"
    CLEARANCE = "clearance", "A clearance that is asked of you"
    OVERDUE = "overdue", "What you own and is overdue or needs somebody"
    MENTIONED = "mentioned", "A comment that mentions you"
    COMMENTED = "commented", "A comment on what you own, or an answer to one of yours"
    ROUND = "round", "An update round that asks for what you own"
    ACCOUNT = "account", "Accounts: invitations, passwords, and who gives themselves which rights"


# A member is told of the papers of their body whatever they choose: the law sends them to members.
STATUTORY = frozenset({Kind.PAPERS})
UNASKED = STATUTORY | {Kind.ACCOUNT}  # of which nobody chooses when they are told
# What is read by those who read the logs; of published papers everybody in a programme is told.
OF_THE_LOGS = frozenset(
    {Kind.DRAFT, Kind.CLEARANCE, Kind.OVERDUE, Kind.MENTIONED, Kind.COMMENTED, Kind.ROUND}
)


class When(models.TextChoices):
    """When somebody is told."""

    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Once a day"
    NEVER = "never", "Never"


USUALLY = {
    Kind.PAPERS: When.AT_ONCE,
    Kind.PUBLISHED: When.DAILY,
    Kind.DRAFT: When.AT_ONCE,
    Kind.CLEARANCE: When.AT_ONCE,
    Kind.OVERDUE: When.DAILY,
    Kind.MENTIONED: When.AT_ONCE,
    Kind.COMMENTED: When.DAILY,
    Kind.ROUND: When.AT_ONCE,
}


class State(models.TextChoices):
    """What became of a mail."""

    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    REFUSED = "refused", "Address refused"
    GIVEN_UP = "given_up", "Given up"
    UNCERTAIN = "uncertain", "Not certain"
    CAME_BACK = "came_back", "Came back"
    NOT_SENT = "not_sent", "Not sent"


HIDDEN = "About a report that was withdrawn"

# What did not arrive, or may not have, and somebody should see to.
UNDELIVERED = (State.REFUSED, State.GIVEN_UP, State.UNCERTAIN, State.CAME_BACK)
ARRIVED = (State.SENT, State.UNCERTAIN)  # what can come back
