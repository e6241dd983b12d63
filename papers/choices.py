"""The words of papers."""

from dataclasses import dataclass

from django.db import models


class PartKind(models.TextChoices):
    """What is written in a part."""

    TEXT = "text", "Text"
    FRONT_SHEET = "front_sheet", "Front sheet"
    RECOMMENDATIONS = "recommendations", "Recommendations"
    ACTIONS = "actions", "Actions from the last meeting"


class State(models.TextChoices):
    """How far a part is."""

    NOT_STARTED = "not_started", "Not started"
    IN_WORK = "in_work", "In work"
    DONE = "done", "Done"


class Starts(models.TextChoices):
    """What a part starts with when its paper is started."""

    BLANK = "blank", "Blank"
    STANDING = "standing", "A standing text"
    LAST = "last", "As last time"


class Language(models.TextChoices):
    """The languages in which papers are written; each is how a page is tagged."""

    ENGLISH = "en", "English"
    WELSH = "cy", "Welsh"

    @property
    def other(self):
        """The language of the second version of a paper in this one."""
        return Language.WELSH if self == Language.ENGLISH else Language.ENGLISH


class Second(models.TextChoices):
    """How a paper is said in the other language."""

    NONE = "none", "Not written"
    WRITTEN = "written", "Written beside it, part by part, and published with it"
    ATTACHED = "attached", "One of the attached documents"


class Withheld(models.TextChoices):
    """Why a part is kept from the public."""

    EXEMPT = "exempt", "Exempt"
    CONFIDENTIAL = "confidential", "Confidential"


class FieldKind(models.TextChoices):
    """What is asked for in a field of a front sheet."""

    LINE = "line", "One line"
    TEXT = "text", "Text, with paragraphs, bullets and tables"
    DATE = "date", "Date"
    YES_NO = "yes_no", "Yes or no"
    TICKS = "ticks", "One or more of a list"


@dataclass(frozen=True)
class Outline:
    """A written part as a definition has it; `standing` is its standing text; both it and the
    heading may have a second version, for papers that are written in two languages. One that goes
    on has a subheading below the part before it, and its paragraphs are numbered on from there.
    """

    key: str
    heading: str
    kind: str = PartKind.TEXT
    starts: str = Starts.BLANK
    standing: str = ""
    second_heading: str = ""
    second_standing: str = ""
    goes_on: bool = False
