"""What a report holds: its sections in order, the columns of one, and how it is limited."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.html import format_html

from programme.records import StaleEntry
from programme.reporting import ALWAYS, sections
from reports import arranging, forms, permissions
from reports.choices import APPENDICES
from reports.limits import in_words, titles_of
from reports.words import in_words as written_in_words

from .definitions import Redefine

DONE = {
    arranging.UP: "{} moved up: now {} of {}.",
    arranging.DOWN: "{} moved down: now {} of {}.",
    arranging.OUT: "{} left out.",
    arranging.ADD: "{} added at the end.",
}


def _number(given):
    """A number that was sent; 0 for what is none."""
    return int(given) if given.isdecimal() and len(given) < 10 else 0


class Arrange(Redefine):
    """Things in an order, each with buttons that move it up or down or leave it out.

    No button needs script. With script a thing can be dragged as well: where it is dropped, the
    same step moves it by as many places ("up risks 3"). After a step the page comes back at the
    thing that it was about.
    """

    permission = permissions.DEFINE
    noun = ""  # of one of the things

    def get(self, request, **kwargs):
        return self.page(
            "reports/arrange.html",
            items=self.items(),
            others=self.others(),
            version=self.definition.version,
            noun=self.noun,
            intro=self.intro,
            back_url=self.back_url(),
            back_label=self.back_label,
            more=self.more(),
        )

    def more(self):
        """Further links {"label", "url"} under the things."""
        return []

    def post(self, request, **kwargs):
        step, key, places = [*request.POST.get("do", "").split(" "), "", ""][:3]
        key = request.POST.get("key", "") if step == arranging.ADD else key
        try:
            self.definition = self.take(step, key, _number(places or "1"), self._version())
        except StaleEntry as stale:
            who = stale.current.updated_by_name
            messages.error(
                request,
                f"{who} changed the report since you opened this page. Nothing was moved. "
                "Look at it again.",
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            done = DONE[step].format(self.names([key])[0], *self._place(key))
            messages.success(request, done, extra_tags="quiet")  # the focus goes to the thing
        return redirect(f"{request.path}#{self._anchor(step, key)}")

    def _place(self, key):
        """Which one of how many it is now, and nothing where it was left out."""
        keys = [item["key"] for item in self.items()]
        return (keys.index(key) + 1, len(keys)) if key in keys else ()

    def _version(self):
        """The version that the person was looking at; none is older than all."""
        return _number(self.request.POST.get("version", ""))

    def _anchor(self, step, key):
        return "others" if step == arranging.OUT else f"{self.noun}-{key}"


class Sections(Arrange):
    """The sections of a report in committee order."""

    noun = "section"
    back_label = "All reports"
    intro = (
        "The report prints them in this order. Reports that are drawn up already stay as they are."
    )

    @property
    def title(self):
        return f"Sections of {self.definition}"

    def names(self, keys):
        return titles_of(keys, self.definition.written)

    def back_url(self):
        return self.address("reports:list")

    def items(self):
        return [self._item(key) for key in self.definition.sections]

    def _item(self, key):
        definition, limits, written = self.definition, self.definition.limits, key in self.written
        words = in_words({key: limits[key]}, self.position) if key in limits else ""
        name = "reports:written" if written else "reports:limit"
        return {
            "key": key,
            "title": self.names([key])[0],
            "words": written_in_words({key: self.written[key]}) if written else words,
            "url": "" if key == APPENDICES else self.address(name, definition.pk, key),
            "change": "Heading and what it starts with" if written else "",
        }

    @property
    def written(self):
        return self.definition.written

    def others(self):
        known = [*sections(), *self.written, APPENDICES]
        kept = [key for key in known if key not in self.definition.sections]
        return list(zip(kept, self.names(kept), strict=True))

    def more(self):
        url = self.address("reports:add_written", self.definition.pk)
        return [{"label": "Add a part that people write", "url": url}]

    def take(self, step, key, places, version):
        return arranging.arrange_sections(
            self.definition,
            by=self.request.user,
            at=self.now,
            step=step,
            key=key,
            places=places,
            version=version,
        )


class OneSection:
    """Mixed into a page about one section of a report."""

    def find(self, pk, section):
        super().find(pk)
        if section not in self.definition.sections or section not in sections():
            raise Http404("No such section.")
        self.section = sections()[section]

    def crumbs(self):
        url = self.address("reports:sections", self.definition.pk)
        return [*super().crumbs(), (f"Sections of {self.definition}", url)]


class Columns(OneSection, Arrange):
    """The columns of a section in a report."""

    noun = "column"
    intro = "The reference always stands first. Columns without anything in them are left out."

    @property
    def title(self):
        return f"Columns of {self.section.title}"

    @property
    def back_label(self):
        return f"Limit {self.section.title}"

    def back_url(self):
        return self.address("reports:limit", self.definition.pk, self.section.key)

    def _labels(self):
        found = self.section.all_columns()
        return {column.key: column.called for column in found if column.key not in ALWAYS}

    def names(self, keys):
        return [self._labels()[key] for key in keys]

    def _shown(self):
        limit = self.definition.limits.get(self.section.key, {})
        return [column.key for column in self.section.chosen_columns(limit)]

    def items(self):
        return [{"key": key, "title": self._labels()[key]} for key in self._shown()]

    def others(self):
        shown = self._shown()
        return [(key, label) for key, label in self._labels().items() if key not in shown]

    def take(self, step, key, places, version):
        return arranging.arrange_columns(
            self.definition,
            by=self.request.user,
            at=self.now,
            section=self.section.key,
            step=step,
            key=key,
            places=places,
            version=version,
        )


class Limit(OneSection, Redefine):
    """Which rows of a section a report prints, or which sentence in place of them."""

    form_class = forms.LimitForm

    @property
    def title(self):
        return f"Limit {self.section.title}"

    @property
    def intro(self):
        return (
            f"What {self.definition} prints of this section. The sheet says under the table what "
            "it shows."
        )

    def facts(self):
        limit = self.definition.limits.get(self.section.key, {})
        labels = [column.called for column in self.section.chosen_columns(limit)]
        url = self.address("reports:columns", self.definition.pk, self.section.key)
        link = format_html('<a class="govuk-link" href="{}">Choose the columns</a>', url)
        return [{"label": "Columns", "value": format_html("{}<br>{}", ", ".join(labels), link)}]

    def cancel_url(self):
        return self.address("reports:sections", self.definition.pk)

    def done_url(self, definition):
        return f"{self.cancel_url()}#section-{self.section.key}"

    def done_message(self, definition):
        return f"{self.section.title} saved."

    def form_of(self, definition, data=None):
        limit = definition.limits.get(self.section.key, {})
        chosen = {name: limit.get("filter", {}).get(name, []) for name in self.section.filters()}
        words = {"sentence": limit.get("sentence", ""), "version": definition.version}
        about = {"section": self.section, "words": self.section.words_at(self.position)}
        initial = {**chosen, **words}
        return self.form_class(data, programme=self.programme, initial=initial, **about)

    def act(self, form):
        return arranging.limit_section(
            self.definition,
            by=self.request.user,
            at=self.now,
            section=self.section.key,
            **form.values(),
        )
