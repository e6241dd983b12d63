"""Who holds which role, and what each role may do."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from programme import actions, forms, lifecycle, standing_forms
from programme.authorization import LOG_READERS, permissions
from programme.authorization.matrix import matrix
from programme.extension import extensions
from programme.formats import counted, day, listed
from programme.models import Body, FormerTitle, Membership, User
from programme.owned import hand_over_rows, rows_by_owner, rows_of
from programme.owners import owners_in
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.views import TwoVersions

from .forms import KernelForm

LINK = '<a href="{}">{}<span class="govuk-visually-hidden">{}</span></a>'


class People(ProgrammeView):
    """Who holds which role, and what each role may do."""

    permission = permissions.SEE_LOGS
    title = "People"

    def get(self, request):
        keeps = self.allowed(permissions.KEEP_PEOPLE) and not self.at
        links = [("Add a person", "person_add"), ("Give a role", "role_give")] if keeps else []
        links += [link for room in extensions() for link in room.people_links(self)]
        rooms = (table for room in extensions() for table in room.people_tables(self))
        return self.page(
            "programme/people.html",
            intro=(
                "People are named by job title. A role that has ended stays on record in the"
                " history."
            ),
            tables=[self._members(keeps), *self._owners(), *rooms, matrix()],
            extra_links=[{"label": label, "url": self.address(name)} for label, name in links],
        )

    def _members(self, keeps):
        held = Membership.objects.filter(programme=self.programme).select_related("user", "body")
        held = (
            held.filter(granted_at__lte=self.at).exclude(ended_at__lte=self.at)
            if self.at
            else held.current()
        )
        FormerTitle.objects.put_back([m.user for m in held], self.at)
        bodies = Body.objects.known({m.body_id for m in held}, self.at)
        return ChildTable(
            "Roles held",
            ["Person", "Role", "Body", "Since", *(["Change"] if keeps else [])],
            [
                [
                    m.user.title,
                    m.get_role_display(),
                    bodies.get(m.body_id, ""),
                    day(m.granted_at),
                    *([self._changes(m)] if keeps else []),
                ]
                for m in held
            ],
        )

    def _owners(self):
        """Who owns open rows, those first who have left; nothing at a past moment."""
        counts = {} if self.at else rows_by_owner(self.programme)
        if not counts:
            return []
        here = set(owners_in(self.programme).values_list("pk", flat=True))
        people = sorted(
            User.objects.filter(pk__in=counts), key=lambda one: (one.pk in here, one.title)
        )
        hands = self.allowed(permissions.HAND_OVER)
        head = ["Person", "Open rows", *(["Change"] if hands else [])]
        rows = [
            [
                one.title if one.pk in here else f"{one.title}, who has left",
                counts[one.pk],
                *([self._hand_over(one)] if hands else []),
            ]
            for one in people
        ]
        return [ChildTable("Owners", head, rows, numeric=["Open rows"])]

    def _hand_over(self, person):
        url = self.address("hand_over", person.pk)
        return format_html(LINK, url, "Hand over", f" what {person.title} owns")

    def _changes(self, membership):
        hidden = f" {membership.get_role_display().lower()} of {membership.user.title}"
        end = format_html(LINK, self.address("role_end", membership.pk), "End", hidden)
        url = self.address("person_edit", membership.user_id)
        title = format_html(LINK, url, "Change name or title", f" of {membership.user.title}")
        ways = [end, title]
        if membership.user != self.request.user:
            url = self.address("person_password", membership.user_id)
            ways.append(format_html(LINK, url, "Set a password", f" for {membership.user.title}"))
        items = format_html_join("", "<li>{}</li>", ((way,) for way in ways))
        return format_html('<ul class="plain-list">{}</ul>', items)


class OfPerson(KernelForm):
    """A form about somebody who holds a role in the programme."""

    permission, back = permissions.KEEP_PEOPLE, "people"

    def find(self, pk):
        self.person = User.objects.filter(
            pk=pk, memberships__in=self.programme.memberships.current()
        ).first()
        if self.person is None:
            raise Http404("Nobody of this programme.")


class ChangeTitle(TwoVersions, OfPerson):
    """Another name or job title for somebody; or a correction of it."""

    title, form_class = "Change a name or job title", standing_forms.TitleForm
    intro = "What they did before stays under the title that they had then."

    def facts(self):
        former = self.person.former_titles.order_by("-recorded_at", "-id")
        before = "\n".join(f"{one}, until {day(one.recorded_at)}" for one in former)
        rows = [{"label": "User name", "value": self.person.username}]
        return [*rows, {"label": "Before", "value": before}] if before else rows

    def form(self, data=None):
        # A form writes into what it is given.
        return self.form_of(User.objects.get(pk=self.person.pk), data)

    def looked_at(self):
        return self.person

    def act(self, form):
        who = {"programme": self.programme, "by": self.request.user, "at": self.now}
        version = form.cleaned_data["version"]
        return lifecycle.change_title(self.person, version=version, **who, **form.values())


class SetPassword(OfPerson):
    """A one-time password for somebody who forgot theirs or is locked out."""

    title = "Set a one-time password"
    form_class, submit_label = forms.OneTimePasswordForm, "Set the password"
    intro = (
        "It replaces the password that they have, and signs them out everywhere. Tell them by a way"
        " that you trust."
    )

    def facts(self):
        return [
            {"label": "Person", "value": self.person.title},
            {"label": "User name", "value": self.person.username},
        ]

    def act(self, form):
        who = {"programme": self.programme, "by": self.request.user, "at": self.now}
        return actions.set_one_time_password(self.person, **who, **form.values())

    def done_message(self, person):
        return f"{person.title} signs in with the one-time password now, and chooses their own."


class AddPerson(KernelForm):
    permission, title, back = permissions.KEEP_PEOPLE, "Add a person", "people"
    form_class, action = forms.PersonForm, actions.add_person


class GiveRole(KernelForm):
    permission, title, back = permissions.KEEP_PEOPLE, "Give a role", "people"
    form_class, action = forms.RoleForm, actions.give_role


class EndRole(KernelForm):
    permission, title, back = permissions.KEEP_PEOPLE, "End a role", "people"
    form_class, submit_label, danger = forms.EndRoleForm, "End the role", True

    def find(self, pk):
        held = Membership.objects.filter(pk=pk, programme=self.programme)
        self.membership = held.select_related("user", "programme").first()
        if self.membership is None:
            raise Http404("No such role.")
        if ended := self.membership.ended_at:
            self.gone = f"{self.membership.title} ended on {day(ended)}."

    @cached_property
    def rows(self):
        """What the person owns, where no other role lets them keep it."""
        held = self.programme.memberships.current().filter(user=self.membership.user)
        keeps = held.filter(role__in=LOG_READERS).exclude(pk=self.membership.pk).exists()
        return [] if keeps else rows_of(self.membership.user, self.programme)

    def form(self, data=None):
        leaver, owns = self.membership.user, bool(self.rows)
        return self.form_class(data, programme=self.programme, leaver=leaver, owns=owns)

    def context(self, **extra):
        return super().context(tables=table_of(self, self.rows), **extra)

    def facts(self):
        return [
            {"label": "Person", "value": self.membership.user.title},
            {"label": "Role", "value": self.membership.get_role_display()},
        ]

    def act(self, form):
        return actions.end_role(self.membership, by=self.request.user, at=self.now, **form.values())

    def done_url(self, membership):
        """To what stays with whoever has left, where something does."""
        left = rows_of(membership.user, self.programme) if self.rows else []
        return self.address("hand_over", membership.user_id) if left else super().done_url(None)

    def done_message(self, membership):
        return f"{membership.title} ended."


class HandOver(KernelForm):
    """All that somebody owns goes to another person in one step."""

    permission, back = permissions.HAND_OVER, "people"
    form_class, submit_label = forms.HandOverForm, "Hand over"

    def find(self, pk):
        self.person = User.objects.filter(pk=pk, memberships__programme=self.programme).first()
        if self.person is None:
            raise Http404("Nobody of this programme.")
        self.rows = rows_of(self.person, self.programme)
        if not self.rows:
            self.gone = f"{self.person.title} owns no open row."

    @property
    def title(self):
        return f"Hand over what {self.person.title} owns"

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, leaver=self.person)

    def context(self, **extra):
        return super().context(tables=table_of(self, self.rows), **extra)

    def act(self, form):
        who = {"programme": self.programme, "by": self.request.user, "at": self.now}
        return hand_over_rows(self.person, **who, **form.values())

    def done_message(self, rows):
        references = listed(one.reference for _, one in rows)
        return f"{counted(len(rows), 'row')} handed over: {references}."


def table_of(view, rows) -> list[ChildTable]:
    """Open rows of several logs with the way to each; no table for none."""
    link = '<a class="govuk-link" href="{}">{}</a>'
    cells = [
        [log.title, format_html(link, view.address(log.detail_url_name, one.reference), one)]
        for log, one in rows
    ]
    title = f"Open rows that they own ({len(rows):,})"
    return [ChildTable(title, ["Log", "Row"], cells)] if rows else []
