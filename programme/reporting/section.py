"""One section of a report."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.module_loading import import_string

from programme.extension import extensions
from programme.facts import NUMBER, Column
from programme.formats import counted, listed, lower_first

from .logs_shown import filter_of, log_called
from .tables import ALWAYS, Note, is_blank, marked, notes_of_rooms, settled_part, settled_since

LIMITED_BY = ("band", "state")  # the log's own filters by which a report may limit a section
COUNT = "{count}"  # in a sentence that stands for a table: how many rows it would have


@dataclass(frozen=True)
class Check:
    """A figure that a report prints in a row, and what the row's other figures make of it.

    `key` names the figure in the row for programs, `place` for readers.
    """

    reference: str
    key: str
    place: str
    printed: object
    computed: object


class Section:
    """One section of a report: the same content for the page, the PDF and the attached data."""

    key = ""
    title = ""
    log = ""  # the log whose rows it shows
    template = ""
    columns: tuple[Column, ...] = ()
    # The columns of its table of what was settled since the report before (at the end of a
    # programme: of all that was), by their names. Its own rows are then those that are open.
    settled = ""
    # Whether it comes to an end, as its `is_over(position)` says: once a published report of
    # nothing else has said so, the next meetings get none.
    ends = False
    landscape = False
    # What the log's tile says under another key than that of the section's own figure.
    glance: dict[str, str] = {}
    # What a filter of the rows leaves whole, where the section has further tables.
    not_limited = " The tables after it are not limited."

    def rows(self, position) -> list[dict]:
        """The rows as they stood: all of its log, or those that are open."""
        log = log_called(self.log)
        entries = log.entries(position)
        return log.rows(log.still_open(entries) if self.settled else entries, position)

    def columns_at(self, position) -> tuple[Column, ...]:
        """The columns as the programme wanted them then: most sections always have the same."""
        return self.columns

    def all_columns(self) -> tuple[Column, ...]:
        """The columns that a report may choose from, whatever the position."""
        return self.columns

    def is_dated(self, key) -> bool:
        """Whether a column depends on the position: such a one is printed whatever is chosen."""
        return False

    def filters(self) -> dict:
        """The log's own filters by band and state, by their names, where it has them."""
        found = filter_of(self.log)
        declared = found.filters if found else {}
        return {name: declared[name] for name in LIMITED_BY if name in declared}

    def words_at(self, position) -> dict:
        """What the programme calls the choices of these filters then: {name: {value: words}}."""
        if not self.filters():
            return {}
        make, entries = filter_of(self.log), log_called(self.log).entries(position)
        said = make({}, queryset=entries, position=position).words
        return {name: said[name] for name in self.filters()}

    def filter_in_words(self, chosen, position) -> str:
        """What a filter lets through, in the programme's words of the position: red and amber
        only.
        """
        called = {name: one.words for name, one in self.filters().items()}
        called = {name: {**called[name], **now} for name, now in self.words_at(position).items()}
        words = [
            listed(_let_through(str(called[name][value])) for value in chosen[name])
            for name in chosen
        ]
        return f"{', '.join(words)} only"

    def passing(self, rows, position, chosen) -> list[dict]:
        """The rows that pass one of the choices of every filter in `chosen`."""
        log, make = log_called(self.log), filter_of(self.log)
        for name, values in chosen.items():
            passed = {
                entry.reference
                for value in values
                for entry in make(
                    {name: value}, queryset=log.entries(position), position=position
                ).qs
            }
            rows = [row for row in rows if row["reference"] in passed]
        return rows

    def chosen_columns(self, limit) -> list[Column]:
        """The columns that a report prints after the reference, in its order; without a limit all
        of them.
        """
        known = {c.key: c for c in self.all_columns() if c.key not in ALWAYS}
        return [known[key] for key in limit.get("columns") or known if key in known]

    def totals(self, rows) -> dict | None:
        """Computed totals by column key, money in pence."""
        return None

    def figures(self, rows, totals, position) -> list[dict]:
        """Figures that a source document may have printed too, as {"key", "label", "kind",
        "value"}, in the programme's words of the position.

        A section adds its balances and counts to these: the number of rows and every total.
        """
        kinds = {column.key: column for column in self.columns}
        number = [
            {
                "key": "count",
                "label": f"Number of rows: {self.title}",
                "kind": NUMBER,
                "value": len(rows),
            }
        ]
        return number + [
            {
                "key": f"total-{key}",
                "label": f"Total of {kinds[key].called}",
                "kind": kinds[key].kind,
                "value": value,
            }
            for key, value in (totals or {}).items()
        ]

    def checks(self, table) -> Iterable[Check]:
        """Figures of the printed rows that follow from others, computed again for each report.

        `table` is the section's content. Totals and dates are checked for every table anyhow.
        """
        return ()

    def notes(self, rows) -> list[str]:
        """Sentences printed under the table."""
        return []

    def extra(self, rows, position) -> dict:
        """What the section's own template needs besides the table."""
        return {}

    def parts(self, rows, position) -> list[dict]:
        """Further tables of the section, each made by `part`; they are added up and attached like
        the first.
        """
        log = log_called(self.log)
        if not self.settled:
            return []
        if not position.at_the_end:
            return settled_since(log, position, self.settled)
        closed = log.entries(position).filter(state__in=log.closed_states)
        title = f"{log.title}: closed"
        return settled_part(f"{log.name}-settled", title, log, position, closed, self.settled)

    def at_a_glance(self, position) -> dict:
        """What the overview's tile says of the log at the position, by the keys of `figures`: the
        two have to agree.
        """
        found = log_called(self.log)
        said = found.tile(position).figures if found else {}
        return {self.glance.get(key, key): value for key, value in said.items()}

    def context(self, position, limit=None) -> dict:
        """Everything that is printed of this section, as plain data that can be frozen.

        Only the values of the section's columns go in: what is published holds nothing that it does
        not show. `limit` is what a definition says of it (see `reports.limits`): its filter is
        followed here, columns and sentence by `printed_alone` when all is added up. `figures` are
        always those of all rows, for the overview and other documents speak of these.
        """
        every, columns = self.rows(position), self.columns_at(position)
        chosen = (limit or {}).get("filter")
        rows = self.passing(every, position, chosen) if chosen else every
        content = {
            "key": self.key,
            "title": self.title,
            "log": self.log,
            "template": self.template,
            "landscape": self.landscape,
            "columns": self._printed(columns, rows, (limit or {}).get("columns", ())),
            "rows": [{column.key: row[column.key] for column in columns} for row in rows],
            "notes": [
                note
                for note in [*self.notes(rows), *self._notes_of_rooms(rows, position)]
                if self._is_said(note, rows, limit or {})
            ],
            "extra": self.extra(rows, position),
        }
        totals = self.totals(rows)
        content["figures"] = self.figures(every, self.totals(every) if chosen else totals, position)
        if parts := self.parts(rows, position):
            content["parts"] = parts
        told = notes_of_rooms([content, *content.get("parts", [])], position)
        content["notes"] += [note for note in told if self._is_said(note, rows, limit or {})]
        if glance := self.at_a_glance(position):
            content["at_a_glance"] = glance
        if totals is not None:
            content["totals"] = totals
        if chosen:
            total = Note("", *(totals or {}))
            with_total = bool(totals) and self._is_said(total, rows, limit)
            words = self.filter_in_words(chosen, position)
            return self._filtered(content, words, len(every), with_total)
        return content

    def _notes_of_rooms(self, rows, position):
        """What rooms beyond the kernel say of the rows that the table prints."""
        if not (self.log and rows):
            return []
        found = (room.section_notes(self.log, rows, position) for room in extensions())
        return [Note(words, *ALWAYS) for notes in found for words in notes]

    def _is_said(self, note, rows, limit):
        """Whether what a note is about is printed; what is about no column is said anyhow."""
        about = getattr(note, "about", ())
        if not about:
            return True
        columns = limit.get("columns")
        is_table = not (limit.get("sentence") and rows)
        return is_table and (columns is None or bool(about & {*columns, *ALWAYS}))

    def _filtered(self, content, words, whole, with_total):
        """`content` with what its filter leaves out said under the table."""
        log = log_called(self.log)
        one, several = (log.bare_noun, log.nouns) if log else ("row", "rows")
        shown = len(content["rows"])
        said = f"Shows {words}: {shown:,} of {counted(whole, one, several)}."
        if with_total:
            said += f" The total is of these {shown:,}."
        if content.get("parts"):
            said += self.not_limited
        content["notes"].insert(0, said)
        content["whole"] = whole
        for figure in content["figures"]:
            figure["label"] += f" (of all {whole:,} rows)"
        if whole and not shown:
            content["extra"]["empty"] = "none of the rows that this report shows."
        return content

    def printed_alone(self, content, limit) -> dict:
        """`content` with the columns that its report chose alone, or with a sentence in place of
        the rows.
        """
        if "columns" in limit:
            kept = {key: place for place, key in enumerate(self._kept(content, limit))}
            columns = [column for column in content["columns"] if column["key"] in kept]
            content["columns"] = sorted(columns, key=lambda column: kept[column["key"]])
            content["rows"] = [
                {key: value for key, value in row.items() if key in kept} for row in content["rows"]
            ]
            if "totals" in content:
                totals = content["totals"].items()
                content["totals"] = {key: value for key, value in totals if key in kept}
        if limit.get("sentence") and content["rows"]:
            content["sentence"] = limit["sentence"].replace(COUNT, str(len(content["rows"])))
            content["rows"] = []
            content.pop("totals", None)
        return content

    def _kept(self, content, limit):
        """The keys of the columns to print, in order; what groups the rows comes first."""
        group = content["extra"].get("group_by")
        dated = [column["key"] for column in content["columns"] if self.is_dated(column["key"])]
        chosen = [*ALWAYS, *limit["columns"], *dated]
        return list(dict.fromkeys([*([group] if group else []), *chosen]))

    def _printed(self, columns, rows, chosen=()):
        """The columns to print, their widths adding up to a hundred per cent. One that is blank and
        was `chosen` by its key is named as left out.
        """
        kept = [c for c in columns if not (c.optional and is_blank(c, rows)) or c.key in chosen]
        whole = sum(column.width for column in kept)
        widths = {column.key: round(column.width * 100 / whole, 2) for column in kept}
        return [{**column, "width": widths[column["key"]]} for column in marked(kept, rows)]


def _let_through(words) -> str:
    """A choice of a filter as a sentence about rows says it."""
    return lower_first(words).removeprefix("all that are ")


@lru_cache
def sections() -> dict[str, Section]:
    """The sections that reports can contain, by key, in the order of settings.REPORT_SECTIONS."""
    found = [import_string(path)() for path in settings.REPORT_SECTIONS]
    return {section.key: section for section in found}
