"""Pages of the installation that belong to no programme: creating one, and who may."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views import View

from programme import creating, forms
from programme.authorization.matrix import service_matrix
from programme.authorization.service import CREATE_PROGRAMMES, GIVE_CREATION, require_here
from programme.formats import day
from programme.models import CreationRight, Save, User
from programme.ui import once
from programme.ui.child_tables import ChildTable

ENDED = "Your session had ended. What you typed is below. Nothing is saved yet."


class ServiceView(LoginRequiredMixin, View):
    """A page of the installation, for those who have the `ServicePermission` that is its `access`.
    What the address names is found first.
    """

    access = None

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            require_here(request.user, self.access)
            self.find(**kwargs)
        elif request.method == "POST":
            once.keep_for_later(request)
        return super().dispatch(request)

    def find(self):
        """Raises Http404 where what the address names is not there."""


class ServiceForm(ServiceView):
    """A form that leads to one action. What was typed comes back with every refusal."""

    title = intro = ""
    form_class, submit_label, danger = None, "Save", False
    cancel = "creators"

    def form(self, data=None):
        return self.form_class(data, person=self.request.user)

    def facts(self):
        return []

    def get(self, request):
        kept = once.take_kept(request)
        if kept is not None:
            messages.warning(request, ENDED)
        return self._show(self.form(kept))

    def post(self, request):
        form, at = self.form(request.POST), timezone.now()
        if earlier := once.saved_before(request.POST, request.user):
            same = earlier.digest == once.digest_of(request.POST, request.path)
            return once.lead_back(request, earlier) if same else self._show_after(form, earlier)
        if not form.is_valid():
            return self._show(form)
        act = partial(self.act, by=request.user, at=at, **form.values())
        ways = {"led_to": self.done_url, "words": self.done_message}
        try:
            done = once.save_once(request, act, at=at, **ways)
        except ValidationError as error:
            form.take(error)
            return self._show(form)
        if isinstance(done, Save):
            return once.lead_back(request, done)
        messages.success(request, self.done_message(done))
        return redirect(self.done_url(done))

    def _show_after(self, form, earlier):
        """A form that was saved came back with other words: they are not lost."""
        said = f"You have saved this form before: {earlier.words} What you typed is below."
        form.add_error(None, f"{said} Press the button to save it as well.")
        form.data = {**form.data.dict(), once.TOKEN: ""}
        return self._show(form)

    def _show(self, form):
        return render(
            self.request,
            "programme/form.html",
            {
                "title": self.title,
                "intro": self.intro,
                "form": form,
                "facts": self.facts(),
                "submit_label": self.submit_label,
                "danger": self.danger,
                "cancel_url": reverse(self.cancel),
                "once": form.data.get(once.TOKEN) or once.new_token(),
            },
        )

    def done_url(self, row):
        return reverse(self.cancel)


class CreateProgramme(ServiceForm):
    access, title, submit_label = CREATE_PROGRAMMES, "Create a programme", "Create the programme"
    form_class, cancel = forms.NewProgrammeForm, "home"
    intro = "Its partners, bodies and people are added next: its first page has a list."

    def act(self, **values):
        return creating.create_programme(**values)

    def done_url(self, programme):
        return reverse("overview", args=[programme.slug])

    def done_message(self, programme):
        return f"{programme} is created."


class Creators(ServiceView):
    """Who may create programmes, now and before."""

    access = GIVE_CREATION
    head = ("Person", "May create programmes", "Since", "Given by", "Ended", "Change")

    def get(self, request):
        admins = User.objects.filter(is_superuser=True, is_active=True)
        words = "Yes, as service administrator"
        by_command = "The command line of the installation"
        rows = [[one.title, words, day(one.date_joined), by_command, "", ""] for one in admins]
        rights = CreationRight.objects.select_related("user", "granted_by", "ended_by")
        shown = {
            "title": "Who may create programmes",
            "tables": [
                ChildTable("", self.head, rows + [self._row(one) for one in rights]),
                service_matrix(),
            ],
            "extra_links": [{"label": "Let somebody create", "url": reverse("creator_add")}],
        }
        return render(request, "programme/plain_table.html", shown)

    def _row(self, right):
        given = [day(right.granted_at), right.granted_by.known_as]
        if right.ended_at:
            ended = f"{day(right.ended_at)}, by {right.ended_by.known_as}"
            return [right.user.title, "No", *given, ended, ""]
        end = format_html(
            '<a href="{}">End<span class="govuk-visually-hidden">: {}</span></a>',
            reverse("creator_end", args=[right.pk]),
            right.user.title,
        )
        return [right.user.title, "Yes", *given, "", end]


class AddCreator(ServiceForm):
    access, title, form_class = GIVE_CREATION, "Let somebody create programmes", forms.CreatorForm
    intro = "They get a part only in the programmes that they create."

    def act(self, **values):
        return creating.give_creation(**values)

    def done_message(self, right):
        return f"{right.user.title} may create programmes."


class EndCreator(ServiceForm):
    access, title, submit_label = GIVE_CREATION, "End a right to create programmes", "End the right"
    form_class, danger = forms.WhyForm, True

    def form(self, data=None):
        return self.form_class(data, programme=None)

    def find(self, pk):
        self.right = get_object_or_404(CreationRight.objects.select_related("user"), pk=pk)

    def facts(self):
        return [{"label": "Person", "value": self.right.user.title}]

    def act(self, **values):
        return creating.end_creation(self.right, **values)

    def done_message(self, right):
        return f"{right.user.title} creates no more programmes."
