"""Who holds which role, and what each role may do."""

from django.http import Http404
from django.utils.html import format_html

from programme import actions, forms
from programme.authorization import permissions
from programme.authorization.matrix import matrix
from programme.models import Membership
from programme.templatetags.governance import day
from programme.ui.base import ProgrammeView

from .forms import KernelForm


class People(ProgrammeView):
    """Who holds which role, and what each role may do."""

    permission = permissions.SEE_LOGS
    title = "People"

    def get(self, request):
        keeps = self.allowed(permissions.KEEP_PEOPLE) and not self.at
        links = [("Add a person", "person_add"), ("Give a role", "role_give")] if keeps else []
        return self.page(
            "programme/people.html",
            intro="People are named by job title. A role that has ended stays on record in the history.",
            tables=[self._members(keeps), matrix()],
            extra_links=[{"label": label, "url": self.address(name)} for label, name in links],
        )

    def _members(self, keeps):
        held = Membership.objects.filter(programme=self.programme).select_related("user", "body")
        held = held.filter(granted_at__lte=self.at).exclude(ended_at__lte=self.at) if self.at else held.current()
        return {
            "title": "Roles held",
            "head": ["Person", "Role", "Body", "Since", *(["Change"] if keeps else [])],
            "rows": [
                [m.user, m.get_role_display(), m.body or "", day(m.granted_at), *([self._end(m)] if keeps else [])]
                for m in held
            ],
        }

    def _end(self, membership):
        hidden = f" {membership.get_role_display().lower()} of {membership.user}"
        url = self.address("role_end", membership.pk)
        return format_html('<a href="{}">End<span class="govuk-visually-hidden">{}</span></a>', url, hidden)


class AddPerson(KernelForm):
    permission, title, back = permissions.KEEP_PEOPLE, "Add a person", "people"
    form_class, action = forms.PersonForm, actions.add_person


class GiveRole(KernelForm):
    permission, title, back = permissions.KEEP_PEOPLE, "Give a role", "people"
    form_class, action = forms.RoleForm, actions.give_role


class EndRole(KernelForm):
    permission, title, back = permissions.KEEP_PEOPLE, "End a role", "people"
    form_class, submit_label, danger = forms.WhyForm, "End the role", True

    def find(self, pk):
        held = Membership.objects.filter(pk=pk, programme=self.programme, ended_at=None)
        self.membership = held.select_related("user", "programme").first()
        if self.membership is None:
            raise Http404("No such role.")

    def facts(self):
        return [
            {"label": "Person", "value": self.membership.user},
            {"label": "Role", "value": self.membership.get_role_display()},
        ]

    def act(self, form):
        return actions.end_role(self.membership, by=self.request.user, at=self.now, **form.values())

    def done_message(self, membership):
        return f"{membership} ended."
