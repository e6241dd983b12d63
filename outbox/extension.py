"""What mails add to the kernel's pages: those that did not arrive, for those who see to them."""

from django.urls import reverse

from programme.extension import Extension
from programme.formats import counted
from programme.log import Need
from programme.retention import Retained

from .models import Mail
from .permissions import SEE


def settled_mails(programme):
    """The mails of a programme to its people that left, or never will."""
    found = Mail.objects.filter(programme=programme, person__isnull=False).exclude(subject="")
    return [found.filter(settled_at__isnull=False)]


class Outbox(Extension):
    """A line where mails did not arrive, or may not have."""

    title = "Mail"

    def people_links(self, view):
        return [("Mail: what went to whom", "outbox:log")] if view.allowed(SEE) else []

    def needs(self, programme, *, now, roles, user):
        if SEE.roles.isdisjoint(roles):
            return []
        count = Mail.objects.filter(programme=programme).undelivered().count()
        url = f"{reverse('outbox:log', args=[programme.slug])}?needs=yes"
        words = f"{counted(count, 'mail')} did not arrive, or may not have"
        return [Need(words, url, of_rows=False)] if count else []

    def retained(self):
        gone = {"subject": "", "lines": [], "address": "", "said": ""}
        return [Retained("mails", "Mails", settled_mails, "recorded_at", emptied=gone)]
