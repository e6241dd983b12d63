"""A mail as it leaves: plain text and simple HTML of the same words. No picture, no tracking."""

from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from programme.extension import secret_path
from programme.formats import counted, day

from .choices import STATUTORY
from .models import Mail
from .server import site_name
from .stopping import path_to_stop

WHY = "You get this because you have a part in {programme}. Choose what you are told, and when:"
WHY_STATUTORY = (
    "You get this because you sit on the body: its members are told of every paper. Choose what "
    "else you are told, and when:"
)
WHY_SECRET = "If you did not expect this, do nothing. Nobody at this service asks you for the link."
SEALED = "(The link stands in the mail alone.)"


class Unbroken(UnstructuredHeader):
    """A header whose long address is neither broken nor encoded: mail programs read neither."""

    def fold(self, *, policy):
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("list-unsubscribe", Unbroken)
POLICY = SMTP.clone(header_factory=HEADERS)


@dataclass(frozen=True)
class Letter:
    """What one person gets in one message: one mail, or all of a morning. Only as it leaves,
    `opened_at` a moment, it holds links that are secret.
    """

    mails: list[Mail]
    opened_at: datetime | None = None

    @property
    def first(self) -> Mail:
        """The mail that gives the message its name."""
        return self.mails[0]

    @property
    def subject(self) -> str:
        """Of a morning's, how much there is."""
        if len(self.mails) == 1:
            return self.first.shown_subject
        on = day(timezone.localtime(self.first.leaves_at))
        return f"{self.first.programme}: {counted(len(self.mails), 'item')} on {on}"

    @property
    def message_id(self) -> str:
        """Its name, the same however often it is tried."""
        return f"<{self.first.token.hex}@{site_name().strip('[]')}>"

    @property
    def words(self) -> dict:
        """What its texts are made of."""
        told = [{"subject": one.shown_subject, "lines": self._lines(one)} for one in self.mails]
        programme = str(self.first.programme or "")
        return {"programme": programme, "mails": told, **self._why(programme)}

    def _why(self, programme):
        """Why somebody gets it, and the way to their choices where they have some."""
        if self.first.secret:
            return {"why": WHY_SECRET, "choices": ""}
        statutory = all(one.kind in STATUTORY for one in self.mails)
        why = WHY_STATUTORY if statutory else WHY.format(programme=programme)
        choices = f"{settings.SITE_URL}{reverse('mail_choices')}"
        return {"why": why, "choices": choices, "stop": self.stop}

    def _lines(self, mail):
        lines = [{**one, "url": _url(one["path"])} for one in mail.shown_lines]
        if mail.secret and self.opened_at:
            lines[0]["url"] = _url(secret_path(mail, self.opened_at))
        elif mail.secret:
            lines[0]["text"] += f" {SEALED}"
        return lines

    @property
    def stop(self) -> str:
        """The address at which mails like this are stopped; blank where they cannot be."""
        path = "" if self.first.secret else path_to_stop(self.mails)
        return f"{settings.SITE_URL}{path}" if path else ""

    @property
    def text(self) -> str:
        """The plain text."""
        return render_to_string("outbox/letter.txt", self.words)

    @property
    def html(self) -> str:
        """The same words with headings and links."""
        return render_to_string("outbox/letter.html", {**self.words, "subject": self.subject})

    def as_bytes(self, at, to) -> bytes:
        """The message to an address as mail servers take it, dated `at`."""
        message, opened = EmailMessage(policy=POLICY), replace(self, opened_at=at)
        person = self.first.person
        user, _, domain = to.rpartition("@")
        message["From"] = settings.DEFAULT_FROM_EMAIL
        message["To"] = Address(person and (person.name or person.job_title) or "", user, domain)
        message["Subject"] = self.subject
        message["Date"] = format_datetime(timezone.localtime(at))
        message["Message-ID"] = self.message_id
        message["Auto-Submitted"] = "auto-generated"
        if self.stop:  # mail programs have a button of their own for it (RFC 2369 and 8058)
            message["List-Unsubscribe"] = f"<{self.stop}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(opened.text, cte="quoted-printable")
        message.add_alternative(opened.html, subtype="html", cte="quoted-printable")
        return message.as_bytes()


def _url(path):
    return f"{settings.SITE_URL}{path}" if path else ""


def letters(mails) -> list[Letter]:
    """Mails as they leave: of those that were sent, what went in one message; of others, what would
    be; in the order in which the first of each is given.
    """

    def together(one):
        if one.message_id:
            return one.message_id
        return (one.person_id, one.programme_id, one.leaves_at) if one.daily else one.pk

    found = {}
    for one in mails:
        found.setdefault(together(one), []).append(one)
    return [Letter(sorted(rows, key=lambda one: one.pk)) for rows in found.values()]
