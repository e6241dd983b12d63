"""Forms of a log: each leads to one action, and what was typed comes back with every refusal."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join

from programme.authorization import require
from programme.closed import STAYS, closed_in_words
from programme.decided import lifting
from programme.formats import lower_first
from programme.mistakes import what_became_of
from programme.models import Save
from programme.records import StaleEntry, not_open
from programme.ui import conflicts, once
from programme.ui.base import SHUT
from programme.ui.listed import LIST, without
from programme.ui.offering import offered_workstreams

from .entries import SOURCE, EntryView
from .parts import parts_of, take_parts
from .registers import LogView

ANOTHER = "another"  # the button that saves and comes straight back: Enter presses it from then on


def links_to(pairs):
    """Links of a message, from (address, words) pairs."""
    return format_html_join("", ' <a class="govuk-link" href="{}">{}</a>', pairs)


class FormView(LogView):
    """A form that leads to one action. What was typed comes back with every refusal.

    The past cannot be changed: a moment in the address leads to the form as it is now.
    """

    form_class = None
    template = "programme/form.html"
    submit_label = "Save"
    second_label = None
    again = False  # whether the second button was pressed
    danger = False
    intro = ""
    gone = ""  # what became of the row that the form is about, where it is there no more

    @classmethod
    def has_place_after_closing(cls):
        """Whether the form is still open once the programme was closed."""
        return cls.log.after_closing.everything if cls.log else True

    @property
    def shut(self):
        """Why nothing can be saved here any more, in words; blank where something can."""
        closed = self.is_shut and not self.has_place_after_closing()
        if closed or self.programme.is_closed and self.permission in SHUT:
            return f"{closed_in_words(self.programme)} {STAYS}"
        return self.gone

    def dispatch(self, request, *args, **kwargs):
        if request.GET.get("at"):
            query = without(request.GET, "at").urlencode()
            return HttpResponseRedirect(f"{request.path}?{query}".rstrip("?"))
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if earlier := self.sent_before(request):  # what was done may have taken the row away
                return once.lead_back(self.request, earlier)
            raise

    def form(self, data=None):
        """The form, bound to `data` when there is some."""
        return self.form_class(data, programme=self.programme)

    def filled_in(self, data):
        """The form bound to `data`, which asks back about days far ahead of today, and far back of
        when the entry that it is about was entered.
        """
        form = self.form(data)
        form.today = form.since = self.today
        if entered := getattr(getattr(self, "entry", None), "created_at", None):
            form.since = timezone.localdate(entered)
        return form

    def act(self, form):
        """Calls the one action and returns the entry it acted on."""
        raise NotImplementedError

    def looked_at(self):
        """The row that the form changes, with its `version`; None where it adds one."""
        return None

    def cancel_url(self):
        return self.register_url()

    def done_url(self, entry):
        return self.address(self.log.url("detail"), entry.reference)

    def done_message(self, entry):
        return f"{entry.reference} saved."

    def second_url(self, entry):
        """Where the second button leads."""
        return f"{self.request.path}?{ANOTHER}=yes"

    def done_links(self, entry):
        """Where one can go on from the message: (address, words) pairs."""
        return []

    def facts(self):
        """Facts about what is being acted on, shown above the form."""
        return []

    def get(self, request, **kwargs):
        kept = once.take_kept(request)
        if kept is None and self.shut:
            messages.error(request, self.shut)
            return redirect(self.cancel_url())
        if kept is None:
            return self.show(self.form())
        messages.warning(
            request,
            "Your session had ended. What you typed is below. Nothing is saved yet.",
        )
        return self.show(self.filled_in(kept))

    def post(self, request, **kwargs):
        if earlier := self.sent_before(request):
            return once.lead_back(self.request, earlier)
        self.again = bool(self.second_label) and ANOTHER in request.POST
        form = self.filled_in(request.POST)
        if self.shut:
            return self.give_back(form)
        if not form.is_valid():
            return self.show(form)
        earlier = once.saved_before(request.POST, request.user)
        if self._is_same(earlier, request):  # saved since the first look
            return once.lead_back(self.request, earlier)
        row = self.looked_at()
        if row and "version" in form.fields and form.cleaned_data["version"] is None:
            return self.stale(form, row)  # nothing says what the person was looking at
        alike = self.saved_lately(request)
        if alike or earlier and "version" not in form.fields:
            return self.show_after(form, alike or earlier)
        try:
            done = self.save(form, earlier)
        except StaleEntry as stale:
            return self.stale(form, stale.current)
        except ValidationError as error:
            form.take(error)
            return self.show(form)
        if isinstance(done, Save):
            return once.lead_back(self.request, done)
        said = " ".join([self.done_message(done), *form.readings()])
        messages.success(request, format_html("{}{}", said, links_to(self.done_links(done))))
        return redirect(self.led_to(done))

    def led_to(self, entry):
        """Where the button leads that was pressed."""
        return self.second_url(entry) if self.again else self.done_url(entry)

    def save(self, form, earlier):
        """Calls the action and notes that the form is saved; gives what it acted on, or the `Save`
        that came first.
        """
        if earlier:  # an edit after "Back": its version says what it began from
            return self.act(form)
        ways = {"led_to": self.led_to, "words": self.done_message}
        return once.save_once(self.request, lambda: self.act(form), at=self.now, **ways)

    def sent_before(self, request):
        """The earlier save of the very same form; None where this is the first."""
        earlier = request.method == "POST" and once.saved_before(request.POST, request.user)
        return earlier if self._is_same(earlier, request) else None

    def _is_same(self, earlier, request):
        return earlier and earlier.digest == once.digest_of(request.POST, request.path)

    def saved_lately(self, request):
        """An earlier save of the same words, about which the person is asked."""
        return once.saved_lately(request.POST, request.user, self.now, request.path)

    def give_back(self, form):
        """What was typed about a row that is there no more, with what became of it."""
        form.full_clean()
        form.add_error(None, f"{self.shut} Nothing was saved. What you typed is below.")
        return self.show(form)

    def show_after(self, form, earlier):
        """A form that was saved comes back with other words: they are not lost, nor saved twice by
        mistake.
        """
        form.add_error(
            None,
            f"You have saved this form before: {earlier.words} What you typed is below. "
            "Press the button to save it as well.",
        )
        form.data = form.data.copy()
        form.data[once.AGAIN], form.data[once.TOKEN] = str(earlier.token), ""
        return self.show(form)

    def show(self, form):
        """The page with the form, its errors and what was typed."""
        return self.page(
            self.template,
            form=form,
            submit_label="" if self.shut else self.submit_label,
            second_label=self.second_label,
            in_loop=self.again or bool(self.second_label) and ANOTHER in self.request.GET,
            cancel_url=self.cancel_url(),
            intro=self.intro,
            danger=self.danger,
            facts=[*self.copied(form), *self.facts()],
            once=form.data.get(once.TOKEN) or once.new_token(),
            again=form.data.get(once.AGAIN, ""),
            seen=self.seen(form),
            workstreams=offered_workstreams(form),
        )

    def copied(self, form):
        """What the form took over from elsewhere, as a fact above it; nothing where it did not."""
        return []

    def seen(self, form):
        """What stood in the form as it was opened, sent with it; empty where nobody asks for it."""
        return ""

    def is_open_now(self, current):
        """Whether the form can still be sent, as the entry stands now."""
        return True

    def why_not_open(self, current):
        """Why it cannot be sent any more, in words."""
        return not_open(current, getattr(self, "name", "change"), self.log.steps)

    def stale(self, form, current):
        """Somebody else saved first: say so, keep what was typed, and let the person press
        again.
        """
        form.data = form.data.copy()
        form.data["version"] = current.version
        name, version = conflicts.name_of(current), form.cleaned_data.get("version")
        said = [f"{current.updated_by_name} changed {name} since you opened this page."]
        if version is None:
            said = [f"The page that you sent does not say which version of {name} it was about."]
        said += conflicts.what_changed(current, version)
        if self.is_open_now(current):
            said.append("Look at it again, then press the button once more if you still want to.")
        else:
            said.append(self.why_not_open(current))
        form.add_error(None, " ".join(said))
        return self.show(form)


class AddView(FormView):
    """Adds an entry; "Save and add another" comes straight back, with what the log lets stay."""

    second_label = "Save and add another"
    action = None  # called with programme, by, at and the form's values
    also = ()  # steps of the new entry that its form takes along, where something is typed for them

    @property
    def permission(self):
        return self.log.keep

    @property
    def title(self):
        return f"Add {self.log.noun}"

    def filled_in(self, data):
        form = super().filled_in(data)
        form.parts = parts_of(self, form, data)
        return form

    @transaction.atomic
    def act(self, form):
        entry = type(self).action(
            programme=self.programme, by=self.request.user, at=self.now, **form.values()
        )
        return take_parts(self, form, entry)

    def second_url(self, entry):
        """The same form, which begins with what stays of the entry just added."""
        query = {ANOTHER: entry.reference} | ({LIST: self.listed} if self.listed else {})
        return f"{self.request.path}?{urlencode(query)}"

    def done_links(self, entry):
        if not self.again:
            return super().done_links(entry)
        return [(self.done_url(entry), f"Open {entry.reference}")]

    @cached_property
    def source(self):
        """The entry of which the new one begins as a copy; None where there is none."""
        return self._named(SOURCE)

    def _named(self, name):
        reference = self.request.GET.get(name, "")
        entries = self.log.entries(self.position)
        return entries.filter(reference=reference).first() if reference else None

    def taken_over(self, entry, form, names=None):
        """What the form begins with of an entry: its columns, those with these names or all that
        a copy may hold.
        """
        columns = {one.name: one for one in entry._meta.fields if one.name in form.fields}
        kept = names or {name for name in columns if self.log.is_copied(columns[name])}
        return {name: columns[name].value_from_object(entry) for name in columns if name in kept}

    def show(self, form):
        """One that begins as a copy of an entry holds what people typed in that one's form, and one
        of a loop what stays from one entry to the next.
        """
        if not form.is_bound:
            if self.source:
                form.initial |= self.taken_over(self.source, form)
            elif last := self._named(ANOTHER):
                form.initial |= self.taken_over(last, form, self.log.stays.split())
            form.parts = parts_of(self, form)
        return super().show(form)

    def copied(self, form):
        if not self.source:
            return []
        url = self.address(self.log.url("detail"), self.source.reference)
        found = self.taken_over(self.source, form).items()
        labels = [str(form[name].label) for name, value in found if value not in ("", None)]
        words = format_html(
            '<a class="govuk-link" href="{}">{}</a>: {}. Its reference, state, past dates and'
            " history are not copied.",
            url,
            self.source,
            ", ".join([labels[0], *map(lower_first, labels[1:])]),
        )
        return [{"label": "Copied from", "value": words}]


class EntryFormView(EntryView, FormView):
    """A form about one entry.

    One that cannot be sent as the entry stands is not opened: its page says why. What somebody
    typed before their session ended is shown all the same.
    """

    name = "change"
    otherwise = None  # the permission of those who take the step where it lifts no decision

    @classmethod
    def otherwise_of(cls, entry, user):
        """The same for somebody, as the entry stands; None where it is what the view declares."""
        return cls.otherwise

    def find(self, reference):
        super().find(reference)
        self.gone = what_became_of(self.entry) if self.mistake else ""

    def child(self, rows, **named):
        """A row of the entry that the address names, one that was put right since among them: the
        form says so then.
        """
        found = rows.filter(**named).order_by("id").last()
        if found is None:
            raise Http404("No such row.")
        self.gone = self.gone or what_became_of(found)
        return found

    def looked_at(self):
        return self.entry

    def get(self, request, **kwargs):
        self.log.look_up_decisions([self.entry])
        if needed := lifting(self.entry, self.name):
            require(request.user, needed, self.programme)
        elif (other := self.otherwise_of(self.entry, request.user)) and not self.holds(other):
            messages.error(request, other.only_for)
            return redirect(self.entry_url())
        is_open = self.shut or self.is_open_now(self.entry)
        if is_open or once.look_at_kept(request) is not None:
            return super().get(request, **kwargs)
        messages.error(request, not_open(self.entry, self.name, self.log.steps))
        return redirect(self.entry_url())

    def cancel_url(self):
        return self.entry_url()

    def crumbs(self):
        return [*super().crumbs(), (self.entry.reference, self.entry_url())]
