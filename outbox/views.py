"""Pages of mails: what went to whom, what somebody gets, and when they want it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from programme.formats import moment
from programme.retention import certificate_url
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.paging import pager
from programme.views import OPEN_TO_ALL, SIGNED_IN
from programme.views.forms import KernelForm

from . import actions, forms
from .choices import State
from .letters import Letter, letters
from .models import Mail
from .permissions import SEE
from .stopping import read_token, stop_mails

SHOWN = 50  # mails on one page
HEAD = ["To", "Mail", "Leaves", "What became of it"]
DETAILS = (
    '<details><summary class="govuk-link">{}</summary>'
    '<div class="as-typed digest">{}</div></details>'
)


def cells(letter, became) -> list:
    """A letter as a row of a table, with its text to unfold; `became` says what became of it."""
    first = letter.first
    address = first.address or first.goes_to or "no email address"
    to = f"{first.recipient}, {address}" if first.person else address
    text = format_html(DETAILS, letter.subject, letter.text.strip())
    if not first.subject:
        where = certificate_url(first.programme, first)
        text = render_to_string("programme/_disposed.html", {"url": where})
    return [to, text, moment(first.handed_over_at or first.leaves_at), became]


class Paged:
    """A page of mails, newest first."""

    def paged(self, mails):
        """What the template gets of a set of mails: a page of it, and the way to the others."""
        page = Paginator(mails.listed(), SHOWN).get_page(self.request.GET.get("page"))
        ways = pager(page, self.request.GET)
        return {"mails": list(page.object_list), "count": page.paginator.count, "pager": ways}


class MailLog(Paged, ProgrammeView):
    """What went to whom in a programme, and what became of it."""

    permission = SEE
    title = "Mail"

    def crumbs(self):
        return [*super().crumbs(), ("People", self.address("people"))]

    def get(self, request):
        mails = Mail.objects.filter(programme=self.programme)
        mails = mails.filter(recorded_at__lte=self.at) if self.at else mails
        needs = request.GET.get("needs") == "yes"
        found = self.paged(mails.undelivered() if needs else mails)
        rows = [
            [*cells(Letter([one]), one.state_in_words), self._ways(one)] for one in found["mails"]
        ]
        label, query = (
            ("All mails", {}) if needs else ("Those that did not arrive", {"needs": "yes"})
        )
        url = self.address_with("outbox:log", **query)
        return self.page(
            "outbox/mails.html",
            intro="Every mail of this programme, newest first. It stays on record.",
            extra_links=[{"label": label, "url": url}],
            tables=[ChildTable("", [*HEAD, "Change"], rows, empty="No mail.")],
            **found,
        )

    def _ways(self, mail):
        """What can be done about a mail."""
        if self.at:
            return ""
        ways = [("outbox:came_back", "It came back")] * mail.can_come_back
        ways += [("outbox:again", "Send again")] * mail.can_be_sent_again
        return format_html_join(
            " ",
            '<a href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>',
            ((self.address(name, mail.pk), label, mail.title) for name, label in ways),
        )


class OfMail(KernelForm):
    """A form about one mail of the programme."""

    permission = SEE

    def find(self, pk):
        found = Mail.objects.filter(programme=self.programme, pk=pk)
        self.mail = found.select_related("programme", "person", "sent_again").first()
        if self.mail is None:
            raise Http404("No such mail.")

    def crumbs(self):
        return [*ProgrammeView.crumbs(self), ("Mail", self.address("outbox:log"))]

    def cancel_url(self):
        return self.address("outbox:log")

    def done_url(self, row):
        return self.address("outbox:log")

    def facts(self):
        mail = self.mail
        told = (
            ("To", f"{mail.recipient}, {mail.address or mail.goes_to}"),
            ("Mail", mail.shown_subject),
            ("What became of it", mail.state_in_words),
        )
        return [{"label": label, "value": value} for label, value in told]

    def act(self, form):
        action = type(self).action
        return action(self.mail, by=self.request.user, at=self.now, **form.values())


class RecordReturn(OfMail):
    title, form_class, action = "Record that it came back", forms.ReturnForm, actions.record_return

    def done_message(self, mail):
        return f"Recorded: the mail to {mail.recipient} came back."


class SendAgain(OfMail):
    title, form_class, action = "Send a mail again", forms.AgainForm, actions.send_again
    submit_label = "Send it again"
    intro = (
        "It goes to the address that the person has by now. If the first one did arrive, they get "
        "it twice."
    )

    def done_message(self, mail):
        return f"{mail.state_in_words}: the mail to {mail.recipient}, again."


class Outbox(LoginRequiredMixin, Paged, View):
    """What leaves, as it reads: somebody's own mail, and that of the programmes in which they may
    read the log of it.
    """

    access = SIGNED_IN

    def get(self, request):
        kept = request.user.memberships.current().filter(role__in=SEE.roles)
        mine = Q(person=request.user) | Q(programme__in=kept.values("programme"))
        found = self.paged(Mail.objects.filter(mine))
        rows = [cells(one, one.first.state_in_words) for one in letters(found["mails"])]
        shown = {
            "title": "Outbox",
            "intro": self._intro(),
            "tables": [ChildTable("", HEAD, rows, empty="No mail.")],
            "extra_links": [],
        }
        return render(request, "outbox/mails.html", {**shown, **found})

    def _intro(self):
        told = "Your mail, and that of the programmes whose mail you look after, newest first."
        return told if settings.EMAIL_HOST else f"{told} No mail server is set up: nothing leaves."


class ChooseMails(LoginRequiredMixin, View):
    """Where somebody's mail goes, and when they are told of what."""

    access = SIGNED_IN
    title = "Your mail"
    intro = (
        "Of the papers of a body on which you sit you are always told, at once. Of everything else "
        "choose when. What comes once a day leaves at 7.00am."
    )

    def get(self, request):
        return self._show(forms.ChoicesForm(person=request.user))

    def post(self, request):
        form = forms.ChoicesForm(request.POST, person=request.user)
        if not form.is_valid():
            return self._show(form)
        try:
            actions.choose_mails(by=request.user, **form.values())
        except ValidationError as error:
            form.take(error)
            return self._show(form)
        messages.success(request, "Saved.")
        return redirect("mail_choices")

    def _show(self, form):
        shown = {"title": self.title, "intro": self.intro, "form": form, "facts": self._facts()}
        shown["cancel_url"] = reverse("account")
        return render(self.request, "programme/form.html", shown)

    def _facts(self):
        """The last mail that did not reach them, so that they can put their address right."""
        lost = self.request.user.mails.undelivered().exclude(state=State.UNCERTAIN).last()
        if lost is None or lost.address != self.request.user.email:
            return []
        return [{"label": "Your last mail that did not arrive", "value": lost.state_in_words}]


@method_decorator(csrf_exempt, name="dispatch")  # mail programs send it without having the page
class StopMails(View):
    """Stops mails by the link in one of them: looking at the page alone changes nothing, for what
    scans mail looks at every link.
    """

    access = OPEN_TO_ALL

    def dispatch(self, request, token):
        found = read_token(token)
        if found is None:
            raise Http404("No such link.")
        self.person, self.kinds = found
        return super().dispatch(request)

    def get(self, request):
        return self._show("Stop mails", "You will get no more mails of these kinds:")

    def post(self, request):
        stop_mails(self.person, self.kinds)
        return self._show("Mails stopped", "You get no more mails of these kinds:", stopped=True)

    def _show(self, title, intro, **more):
        shown = {"title": title, "intro": intro, "kinds": self.kinds, **more}
        return render(self.request, "outbox/stop.html", shown)
