"""The words of reports."""

from django.db import models

from papers.choices import Outline, PartKind, Starts
from programme.facts import MONEY, NUMBER, TEXT


class Kind(models.TextChoices):
    """Kinds of report; the key stands in the address of what is published."""

    PROGRAMME_MANAGEMENT = "programme-management", "Programme management report"
    RISK = "risk", "Risk report"
    FINANCE = "finance", "Finance report"
    PROGRESS = "progress", "Progress report"
    RECOMMENDATIONS = "recommendations", "Recommendation response table"
    COVER = "cover", "Cover report"
    JOINT_COMMITTEE = "joint-committee", "Joint committee report"
    EQUALITY_PLAN = "equality-plan", "Equality action plan"
    FOLLOW_ON = "follow-on", "Follow-on report"
    CLOSURE = "closure", "Closure document"
    REVIEW = "scrutiny-review", "Scrutiny review report"


class Urgency(models.TextChoices):
    """By what a report can be published late, where the rules of its body say so."""

    CHAIR = "chair", "Opinion of the chair"
    GENERAL = "general_exception", "General exception: overview and scrutiny was told"
    SPECIAL = "special_urgency", "Special urgency: overview and scrutiny agreed"


APPENDICES = "appendices"  # stands among the sections of a report where its appendices begin

# What people write in papers of these kinds.
USUAL_WRITTEN = {
    one.key: one
    for one in (
        Outline("front-sheet", "Front sheet", PartKind.FRONT_SHEET, Starts.LAST),
        Outline("purpose", "Purpose of report"),
        Outline("recommended", "Recommendations", PartKind.RECOMMENDATIONS),
        Outline("background", "Background"),
        Outline("proposals", "Proposals"),
        Outline("alternatives", "Alternative options considered and reason for the recommendation"),
        Outline("detail", "Detail"),
        Outline("last-actions", "Actions from the last meeting", PartKind.ACTIONS),
        Outline("conclusions", "Conclusions"),
        Outline("introduction", "Introduction"),
        Outline("overview", "Programme overview"),
        Outline("business-case", "Initial business case", goes_on=True),
        Outline("aims", "Aim and objectives", goes_on=True),
        Outline("scope", "Scope", goes_on=True),
        Outline("achieved", "Achievement of the objectives"),
        Outline("review", "Review", goes_on=True),
        Outline("implementation", "Implementation", goes_on=True),
        Outline("savings-made", "Savings: targets and current position"),
        Outline("further-action", "Further action on savings"),
        Outline("lessons-words", "Lessons learnt"),
        Outline("lessons-review", "Review", goes_on=True),
        Outline("lessons-implementation", "Implementation", goes_on=True),
    )
}

# What each kind of report usually has, in committee order: sections of the logs and written parts.
# A new one starts with them.
USUAL_SECTIONS = {
    Kind.PROGRAMME_MANAGEMENT: ("changes", "milestones", "budget", "risks", "issues"),
    Kind.RISK: ("changes", "risks", "issues"),
    Kind.FINANCE: ("changes", "budget", "reserves", "savings"),
    Kind.PROGRESS: ("changes", "milestones", "objectives", "workstreams", "follow-on", "benefits"),
    Kind.RECOMMENDATIONS: (
        "recommendations-live",
        "recommendations-completed",
        "recommendations-extension",
        "recommendations-overdue",
    ),
    Kind.COVER: (
        "front-sheet",
        "recommended",
        "brief",
        "background",
        "proposals",
        "alternatives",
        "conclusions",
    ),
    Kind.JOINT_COMMITTEE: (
        "purpose",
        "recommended",
        "brief",
        "exceptions",
        "background",
        "detail",
        "last-actions",
        "conclusions",
        "workstreams",
        "reserves",
    ),
    Kind.EQUALITY_PLAN: (
        "front-sheet",
        "purpose",
        "recommended",
        "brief",
        "equality",
        "conclusions",
    ),
    Kind.FOLLOW_ON: ("custody",),
    Kind.REVIEW: ("scrutiny-review",),
    Kind.CLOSURE: (
        "introduction",
        "overview",
        "business-case",
        "aims",
        "scope",
        "organisation",
        "achieved",
        "review",
        "implementation",
        "achievement",
        "follow-on-plan",
        "savings-made",
        "savings-at-closing",
        "further-action",
        "lessons-words",
        "lessons-review",
        "lessons-implementation",
        "lessons-learnt",
        "explained",
        APPENDICES,
        "milestones-all",
        "objectives",
        "workstreams",
        "risks",
        "equality",
    ),
}


class FigureKind(models.TextChoices):
    """What a printed figure is, in the kinds of `programme.reporting`."""

    MONEY = MONEY, "Money"
    NUMBER = NUMBER, "Number"
    TEXT = TEXT, "Words"


class State(models.TextChoices):
    """Where one version of a report stands."""

    DUE = "due", "Due"
    DRAFTING = "drafting", "Being drawn up"
    DRAFT = "draft", "Draft"
    FAILED = "failed", "Failed"
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DISPOSED = "disposed", "Disposed of"
    DRAFT_GONE = "draft_gone", "Draft disposed of"


UNPUBLISHED = (State.DUE, State.DRAFTING, State.DRAFT, State.FAILED)
FROZEN = (State.PUBLISHED, State.SUPERSEDED)  # what can be read
GONE = (State.WITHDRAWN, State.DISPOSED, State.DRAFT_GONE)  # what holds nothing any more
# What never changes, but that it goes.
PUBLISHED_ONCE = (*FROZEN, State.WITHDRAWN, State.DISPOSED)
NO_SECTION = "Choose at least one section: a report without sections says nothing."
