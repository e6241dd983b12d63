"""Everything about one person, for a subject access request."""

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property

from programme import audit
from programme.formats import day
from programme.models import FormerTitle, Membership
from programme.ui import downloads
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable

from ..models import SubjectRequest
from . import actions, finding, forms
from .accounts import held_about
from .paged import paged
from .permissions import FIND
from .tables import counted_table
from .views import InRetention, RetentionForm, as_file

INTRO = (
    "Found in every programme in which you are an administrator or democratic services officer, "
    "what is exempt from publication included; of an account its sign-ins, choices and mails too, "
    "where you keep all programmes in which it has a part. Not looked through: what stands inside "
    "files, and other programmes."
)
NOT_SHOWN = (
    "Not shown: they have a part in a programme that you do not keep. Ask whoever runs this service"
)
HEAD = ["Programme", "Record", "Reference", "Where", "Words"]
COLUMNS = ["programme", "record", "key", "reference", "column", "words"]


class AskAboutPerson(RetentionForm):
    """Says about whom everything is looked for, and why. It stands in the history."""

    permission, title, form_class = FIND, "Everything about a person", forms.PersonForm
    action, submit_label, intro = actions.ask_about_person, "Find everything", INTRO

    def done_url(self, asked):
        return self.address("closure:person", asked.pk)

    def done_message(self, asked):
        return "It stands in the history that you looked for this."


class OfPerson(InRetention, ProgrammeView):
    """A page about what was found."""

    permission = FIND

    def find(self, pk, **kwargs):
        found = SubjectRequest.objects.filter(programme=self.programme, pk=pk)
        self.asked = found.select_related("account").first()
        if self.asked is None:
            raise Http404("Nobody looked for that.")

    @property
    def title(self):
        return f"Everything about {self.asked}"

    def found(self):
        """Every place, in the programmes of which the person who looks may find everything."""
        account = self.asked.account
        known = [account.name, account.email] if account else []
        names = [one for one in (self.asked.name, *known) if one]
        found = finding.everything_about(list(self.kept), names, account)
        return [*found, *(held_about(account) if account and self.keeps_all else [])]

    @cached_property
    def kept(self):
        """The keys of the programmes of which the person who looks may find everything."""
        mine = self.request.user.memberships.current().filter(role__in=FIND.roles)
        return set(mine.values_list("programme", flat=True))

    @cached_property
    def keeps_all(self):
        """Whether these are all in which the account has a part."""
        held = self.asked.account.memberships.current()
        return not held.exclude(programme__in=self.kept).exists()

    def account(self) -> dict:
        """What the account says of the person."""
        one = self.asked.account
        if one is None:
            return {}
        titles = FormerTitle.objects.filter(user=one).order_by("pk")
        return {
            "User name": one.username,
            "Name": one.name,
            "Job title": one.job_title,
            "Former job titles": "; ".join(one.job_title for one in titles),
            "Email address": one.email,
            "Account since": day(timezone.localdate(one.date_joined)),
            "Roles": self._roles(one),
            **({} if self.keeps_all else {"Sign-ins, choices and mails about it": NOT_SHOWN}),
        }

    def _roles(self, account):
        found = Membership.objects.filter(user=account, programme__in=self.kept)
        rows = found.select_related("programme").order_by("granted_at", "pk")
        return "; ".join(
            f"{one.get_role_display()}, {one.programme}, from {day(one.granted_at)}"
            + (f" to {day(one.ended_at)}" if one.ended_at else "")
            for one in rows
        )


class AboutPerson(OfPerson):
    """Everything that was found."""

    def get(self, request, **kwargs):
        found = self.found()
        rows = paged(found, request)
        cells = [
            [one.programme, one.record, one.reference or one.key, one.column, one.words]
            for one in rows["page"]
        ]
        return self.page(
            "closure/retention.html",
            intro=INTRO,
            facts=[{"label": name, "value": said} for name, said in self.account().items()],
            extra_links=[
                {"label": f"All as {form.upper()}", "url": self._url(form)} for form in FORMS
            ],
            tables=[
                counted_table("Places", found),
                ChildTable("Each place", HEAD, cells, empty="Nothing was found."),
            ],
            pager=rows["pager"],
        )

    def _url(self, form):
        return self.address("closure:person_file", self.asked.pk, form)


class PersonFile(OfPerson):
    """Everything that was found, as a file. The history says who had it."""

    def find(self, pk, form):
        super().find(pk)
        if form not in FORMS:
            raise Http404("No such file.")

    def get(self, request, form, **kwargs):
        write, kind = FORMS[form]
        content = write(self.account(), self.found())
        how = {"by": request.user, "at": self.now, "programme": self.programme}
        audit.record(self.asked, verb=f"downloaded {{}} as {form.upper()}", **how)
        return as_file(content, kind, f"person-{self.asked.pk}.{form}")


def as_csv(account, found) -> bytes:
    """What was found as CSV; the account's own facts first."""
    columns = [{"key": one, "label": one.capitalize(), "kind": ""} for one in COLUMNS]
    own = [
        {**dict.fromkeys(COLUMNS, ""), "record": "Account", "column": name, "words": said}
        for name, said in account.items()
    ]
    return downloads.as_csv(columns, [*own, *(one.as_dict() for one in found)])


FORMS = {
    "json": (finding.as_json, "application/json"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}
