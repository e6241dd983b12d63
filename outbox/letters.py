"""A mail as it leaves: plain text and simple HTML of the same words. No picture, no tracking."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from programme.formats import counted, day

from .choices import STATUTORY
from .models import Mail
from .server import site_name

WHY = "You get this because you have a part in {programme}. Choose what you are told, and when:"
WHY_STATUTORY = (
    "You get this because you sit on the body: its members are told of every paper. Choose what "
    "else you are told, and when:"
)


@dataclass(frozen=True)
class Letter:
    """What one person gets in one message: one mail, or all of a morning."""

    mails: list[Mail]

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
        statutory = all(one.kind in STATUTORY for one in self.mails)
        programme = str(self.first.programme)
        return {
            "programme": programme,
            "mails": [{"subject": one.shown_subject, "lines": _lines(one)} for one in self.mails],
            "why": WHY_STATUTORY if statutory else WHY.format(programme=programme),
            "choices": f"{settings.SITE_URL}{reverse('mail_choices')}",
        }

    @property
    def text(self) -> str:
        """The plain text."""
        return render_to_string("outbox/letter.txt", self.words)

    @property
    def html(self) -> str:
        """The same words with headings and links."""
        return render_to_string("outbox/letter.html", {**self.words, "subject": self.subject})

    def as_bytes(self, at) -> bytes:
        """The message as mail servers take it, dated `at`."""
        message, person = EmailMessage(policy=SMTP), self.first.person
        user, _, domain = person.email.rpartition("@")
        domain = domain.encode("idna").decode()
        message["From"] = settings.DEFAULT_FROM_EMAIL
        message["To"] = Address(person.name or person.job_title, user, domain)
        message["Subject"] = self.subject
        message["Date"] = format_datetime(timezone.localtime(at))
        message["Message-ID"] = self.message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text, cte="quoted-printable")
        message.add_alternative(self.html, subtype="html", cte="quoted-printable")
        return message.as_bytes()


def _lines(mail):
    return [
        {"text": one["text"], "url": f"{settings.SITE_URL}{one['path']}" if one["path"] else ""}
        for one in mail.shown_lines
    ]


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
