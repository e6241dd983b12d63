"""The leak check: what of the parts that are kept back stands in a public edition all the same.

Looked for are runs of words, figures and files of what is kept back that no public part has too.
Names are pointed out and hold nothing up.
They are looked for in the files as they were drawn and in all that is shown of them: page, PDF with
its bookmarks, descriptions, properties and attached files, Word file, JSON, CSV, feed and register.
"""

import re
from collections import defaultdict

from programme.reporting import tables_of
from programme.uploads import content_of

from .editions import WHOLE, kept_back, public_edition, titles_in
from .languages import second_language, shown_in
from .names_told import names_told
from .pdf.attachments import section_csv
from .printed_words import lines_of
from .public_texts import listed, texts_of, words_of_pdf
from .said_figures import figures_in, joined, plain

RUN = 5  # words in a row
SHORT = (3, 4)  # words of a line that is sought as a whole
MOST = 50  # places that are named
NUMBER = r"(?<![\w.,])\d+(?:[.,]\d+)*(?:%|k|m|bn)?(?!\w)(?![.,]\d)"
TOKEN = re.compile(rf"{NUMBER}|\w+")
NAMES = ("programme", "body", "partners", "meeting_on", "position_as_at", "since")
SKIPPED = ("key", "title", "columns", "template", "log", "landscape", "withheld", "label", "kind")


def leaks(content, drawn) -> list[dict]:
    """What stands where it must not, as {"part", "place", "found"}, and names that may have to be
    taken out (`names_told`); nothing where no part is kept back. `drawn` are the files.
    """
    if not kept_back(content):
        return []
    public, headings = list(_public_lines(content)), _printed_headings(content)
    known = _Said(public).with_words_of(_Said(headings))
    secret = [(title, list(lines), is_written) for title, lines, is_written in _secrets(content)]
    sought = {title: _Said(lines, written).without(known) for title, lines, written in secret}
    found = [*_same_files(content)]
    for place, text in _places(content, drawn):
        shown = _Said([text])
        found += [
            {"part": title, "place": place, "found": one}
            for title, one_part in sought.items()
            for one in one_part.first_in(shown)
        ]
    written = {title: lines for title, lines, is_written in secret if is_written}
    return found[:MOST] + names_told(written, [*public, *headings], _told_of(content))


def in_words(found, with_words) -> list[str]:
    """What was found, a line for each part and place; `with_words`, which words or figure."""
    lines = defaultdict(list)
    for one in found:
        if "is_name" not in one:
            lines[f"Something of {one['part']} stands in {one['place']}"].append(one["found"])
    said = {line: f": {'; '.join(f'“{one}”' for one in ones)}" for line, ones in lines.items()}
    return [f"{line}{said[line] if with_words else ''}." for line in lines]


def names_in_words(found) -> list[str]:
    """The names that were found, a line for each part: for those who may read it."""
    return [f"{one['part']}: {one['found']}" for one in found if "is_name" in one]


class _Said:
    """The runs of words and the figures of some lines; of lines that people wrote, short ones as a
    whole too.
    """

    def __init__(self, lines, are_written=False):
        self.runs, self.short, self.lines = set(), set(), []
        self.figures, self.seen = set(), set()
        for line in map(plain, lines):
            whole = joined(line)
            tokens = [one.lower().replace(",", "") for one in TOKEN.findall(whole)]
            self.lines.append(f" {' '.join(tokens)} ")
            if are_written and len(tokens) in SHORT:
                self.short.add(self.lines[-1])
            for place in range(len(tokens) - RUN + 1):
                self.runs.add(" ".join(tokens[place : place + RUN]))
            self.figures |= figures_in(whole)
            self.seen |= figures_in(line)
        self.seen |= self.figures

    def with_words_of(self, other):
        self.runs |= other.runs
        self.lines += other.lines
        return self

    def without(self, other):
        self.runs -= other.runs
        self.figures -= other.seen
        self.short -= self._short_in(other)
        return self

    def _short_in(self, other):
        return {one for one in self.short if any(one in line for line in other.lines)}

    def first_in(self, other):
        """A run and a figure of these that the other has, too; nothing where it has none."""
        runs = self.runs & other.runs or {one.strip() for one in self._short_in(other)}
        return [min(found) for found in (runs, self.figures & other.seen) if found]


def _parts(content, kind):
    return content.get(kind, [])


def _secrets(content):
    """(title, lines, whether people wrote them) of each part that is kept back."""
    whole = WHOLE in kept_back(content)
    for kind, lines in (("sections", _rows), ("words", _words), ("attached", _document)):
        for one in _parts(content, kind):
            if whole or "withheld" in one:
                yield one["title"], lines(one), kind == "words"


def _public_lines(content):
    """The lines of the public parts: what people wrote, rows of a log, documents; and the names
    and dates that every page of a report says, with who cleared it. What only tells of rows, as a
    list of changes, is none of them.
    """
    heading, whole = content["heading"], WHOLE in kept_back(content)
    for name in NAMES:
        said = heading.get(name)
        yield " ".join(said) if isinstance(said, list) else str(said or "")
    yield from (f"{one['label']}: {one['who']}" for one in content.get("clearances", []))
    yield from (
        " ".join(map(str, one.values())) for one in kept_back(public_edition(content)).values()
    )
    if whole:
        return
    for kind, lines in (("sections", _rows), ("words", _words), ("attached", _document)):
        for one in _parts(content, kind):
            tells = kind == "sections" and not one["log"]
            if "withheld" not in one and not tells:
                yield one["title"]
                yield from lines(one)


def _printed_headings(content):
    """The headings of the parts that are kept back: they are printed, so their words are public. A
    figure is not meant to be.
    """
    keys = kept_back(content)
    return [] if WHOLE in keys else [titles_in(content)[key] for key in keys]


def _told_of(content):
    """What lists of papers say of one, and what its public sections tell of rows."""
    shown = public_edition(content)
    yield listed(shown["heading"])
    for section in shown["sections"]:
        if not section["log"]:
            yield from _rows(section)


def _words(part):
    for side in (part, part.get("second", {})):
        for number, words in lines_of(side):
            yield f"{number} {words}"
            yield words


def _rows(section):
    """Each row of its tables in a line, and each value as the data has it."""
    for table in tables_of({"sections": [section]}):
        yield from section_csv(table).decode("utf-8", "replace").splitlines()[1:]
    yield from _values({name: one for name, one in section.items() if name not in SKIPPED})


def _values(value):
    if isinstance(value, dict):
        for name, one in value.items():
            yield from () if name in SKIPPED else _values(one)
    elif isinstance(value, list):
        for one in value:
            yield from _values(one)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _document(one):
    """What an attached document says, and the fingerprint of its file."""
    yield one["sha256"]
    if "held" not in one:
        yield from words_of_pdf(content_of(one["sha256"]))


def _same_files(content):
    """The files that are kept back and attached openly as well."""
    attached, whole = _parts(content, "attached"), WHOLE in kept_back(content)
    kept = {one["sha256"]: one for one in attached if whole or "withheld" in one}
    for one in [*attached, *content.get("background", [])]:
        if one["sha256"] in kept and not whole and "withheld" not in one:
            part = kept[one["sha256"]]["title"]
            yield {"part": part, "place": f"the document {one['title']}", "found": one["name"]}


def _places(content, drawn):
    """(place, text) of everything that is shown of the public edition."""
    shown = public_edition(content)
    yield from texts_of(shown, drawn, "")
    language = second_language(content)
    if language and language in drawn.further:
        yield from texts_of(shown_in(shown, language), drawn.further[language], " in Welsh")
