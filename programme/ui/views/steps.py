"""Steps of an entry: each a button of its page, and a form where something is to be said."""

from django.utils.functional import cached_property

from programme import audit
from programme.formats import lower_first
from programme.ui import conflicts, once
from programme.ui.forms import WhyForm

from .forms import EntryFormView


class StepView(EntryFormView):
    """One step of an entry: declared here once. Its button and its address follow from this class.

    A subclass with a `name` and a log puts itself into the log's steps, in the order of the module.
    """

    name = ""  # ends the address, and is its key in the log's `steps`
    label = ""  # on the buttons
    heading = ""  # of the page, {} being the reference; without one the label and the reference
    doing = ""  # what it does, likewise, where the heading does not say so
    action = None  # called with the entry, by, at and the form's values, the version among them
    form_class = WhyForm
    ending = ""  # of its address, where that is not the name
    opens_from = None  # states; without any those that the log's `steps` name
    button = True  # on the detail page; a child row's step has its link beside the child row
    leaves_open = ""  # the kind of child rows that may be open as it is taken: its form lists them
    stands_out = True  # where it is the first button
    alone = False  # is taken by one row at a time, though its form marks little as required
    part_title = ""  # where the form of a new entry takes it along
    part_hint = "Leave all of it blank if there is none yet."
    part_initial: dict = {}  # what it begins with there
    for_withdrawn = False  # is for an entry that was withdrawn as added by mistake, and no other

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "name" in cls.__dict__ and cls.log:
            cls.log.step_views.append(cls)

    @classmethod
    def address_ending(cls):
        """What follows the reference in its address."""
        return cls.ending or cls.name.replace("_", "-")

    @classmethod
    def has_place_after_closing(cls):
        return cls.log.after_closing.has_step(cls.name)

    @classmethod
    def is_open(cls, entry):
        """Whether the step can be taken in the entry's state."""
        states = cls.log.steps[cls.name] if cls.opens_from is None else cls.opens_from
        return entry.state in states

    def is_open_now(self, current):
        known = self.opens_from is not None or self.name in self.log.steps
        return self.is_open(current) if known else not current.is_closed

    def post(self, request, **kwargs):
        if conflicts.answered(request.POST):
            request.POST = conflicts.merged(request.POST, self.form())
        return super().post(request, **kwargs)

    def seen(self, form):
        return form.data.get(once.SEEN, "") if form.is_bound else conflicts.seen(form)

    def stale(self, form, current):
        """What this person did not touch is what the other one saved; what both changed is asked.
        Where the form would be the same today, the button is pressed once more.
        """
        before = conflicts.as_seen(form)
        if before is None or not self.is_open_now(current):
            return super().stale(form, current)
        self.find(**{name: part for name, part in self.kwargs.items() if name != "slug"})
        now = self.form()
        fates = conflicts.fates(form, now, before)
        if not {"theirs", "ask"}.intersection(fates.values()):
            return super().stale(form, current)
        base = conflicts.as_looked_at(current, form.cleaned_data.get("version"))
        context = conflicts.versions(form, now, current, base, fates)
        token = form.data.get(once.TOKEN) or once.new_token()
        how = {"cancel_url": self.cancel_url(), "once": token, "seen": conflicts.seen(now)}
        return self.page("programme/conflict.html", **how, **context)

    @classmethod
    def is_offered(cls, page):
        """Whether the detail page `page` shows a button for it to those who may take it."""
        return cls.button and cls.is_open(page.entry)

    @classmethod
    def label_for(cls, entry):
        """The words on the button of the detail page."""
        return cls.label

    @classmethod
    def doing_to(cls, entry):
        """What it does, in the middle of a sentence: add a mitigation to R7."""
        words = cls.doing or cls.heading or f"{cls.label} {{}}"
        return lower_first(words).format(entry.reference)

    @classmethod
    def part_of(cls, form, data, **how):
        """Its form as a part of `form`, which adds an entry."""
        return cls.form_class(data, **how)

    @property
    def title(self):
        return (self.heading or f"{self.label} {{}}").format(self.entry.reference)

    @property
    def submit_label(self):
        return self.label

    def done_message(self, entry):
        """What was done, in the words of the history: You closed R7."""
        done = audit.done_to(self.entry, self.request.user, self.now)
        same = f"Nothing changed in {self.entry.reference}: what you entered stood there already."
        return f"You {done.deed}." if done else same

    def facts(self):
        noun = self.log.bare_noun
        about = {"label": noun[:1].upper() + noun[1:], "value": self.entry.title}
        if not self.still_open:
            return [about]
        kind = self.log.children[self.leaves_open]
        rows = "\n".join(map(str, self.still_open))
        return [about, {"label": f"{kind.title}: {kind.waits.lower()}", "value": rows}]

    @cached_property
    def still_open(self):
        """The child rows that the step leaves open unless something becomes of them."""
        kind = self.log.children.get(self.leaves_open)
        return kind.waiting_of(self.entry, self.position) if kind else []

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, initial=self.initial())

    def initial(self):
        """What the form starts with, besides the version that is being looked at."""
        return {"version": self.entry.version}

    def stands(self):
        """What is on record and its form begins without: an update round, which asks for a part of
        it alone, takes the rest along.
        """
        return {}

    def subject(self):
        """What the action is about: the entry, or a child row of it."""
        return self.entry

    def act(self, form):
        action = type(self).action
        return action(self.subject(), by=self.request.user, at=self.now, **form.values())
