"""The words of recommendations: one paragraph each, with bold, italic, links and references."""

from copy import deepcopy
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from programme.extension import extensions

from .blank import is_blank
from .choices import PartKind
from .plain import refuse_references
from .references import check_references
from .text import check_texts, parse_words, plain, read_words

MARKED = ("text", "delegation")  # the columns that take marks; who acts is a line as typed
NO_WORDS = "Nothing of this is printed. Write it in words."
PRINTED = ("text", "acts", "delegation")


def spans_of(text) -> list[dict]:
    """The pieces of the words of a recommendation."""
    return [span for block in read_words(text) for span in block["spans"]]


def in_words(text) -> str:
    """Words without their marks, each reference by what stands in its brackets."""
    spans = spans_of(text)
    return plain(spans) if _is_marked(text, spans) else text


def _is_marked(text, spans):
    lines = "\n" in text.strip()
    return lines or any(len(one) > 1 for one in spans) or plain(spans).split() != text.split()


def check_words(paper, at, **values):
    """Refuses words of a recommendation that cannot be printed, or whose references lead nowhere.

    Raises: ValidationError, beside each.
    """
    marked = {name: text for name, text in values.items() if _takes_marks(name) and text}
    check_texts(marked, parse_words)
    blank = [name for name, text in marked.items() if is_blank(text, read_words)]
    if blank:
        raise ValidationError(dict.fromkeys(blank, NO_WORDS))
    refuse_references(**{name: text for name, text in values.items() if name not in marked})
    part = paper.parts.filter(kind=PartKind.RECOMMENDATIONS).first()
    if part:  # else it prints none
        check_references(part, at, marked, read=read_words)


def _takes_marks(name):
    return name.removeprefix("second_") in MARKED


# --- Printed --------------------------------------------------------------------------------------


def as_printed(values) -> dict:
    """A recommendation as a report freezes it, `values` by the names of its columns: its words, and
    where they have marks their pieces under "marked". `write_words` fills in what references are
    called.
    """
    marked = {
        name: spans
        for name in MARKED
        if _is_marked(text := values[name], spans := deepcopy(spans_of(text)))
    }
    row = {name: values[name] for name in PRINTED} | ({"marked": marked} if marked else {})
    write_words(row)
    return row


def write_words(row):
    """Writes the words of a printed recommendation anew from their pieces."""
    for name, spans in row.get("marked", {}).items():
        row[name] = plain(spans)


def blocks_of(row) -> list[dict]:
    """The words of a printed recommendation as blocks; who acts is none."""
    marked = row.get("marked", {})
    found = [marked.get(name, [{"text": row[name]}]) for name in MARKED if row[name]]
    return [{"type": "paragraph", "spans": spans} for spans in found]


@dataclass(frozen=True)
class Put:
    """What is recommended, wherever its references lead to by now: two are the same that say the
    same with the same marks. `words` and `number` are those of one that is printed.
    """

    forms: tuple
    words: str = field(compare=False)
    number: str = field(default="", compare=False)


def as_put(row) -> Put:
    """A recommendation, as `as_printed` gives it or a report has frozen it."""
    marked = row.get("marked", {})
    forms = (_form(marked.get(name), row[name]) for name in PRINTED)
    return Put(tuple(forms), row["text"], row.get("number", ""))


def _form(spans, text):
    if spans is None:
        return " ".join(text.split())
    kept = ({**span, "text": "" if "ref" in span else span["text"]} for span in spans)
    return tuple(
        tuple((key, one[key]) for key in sorted(one) if key not in ("to", "row", "lost"))
        for one in kept
    )


def put_in_words(recommendation, name="text") -> str:
    """A column of a recommendation as its meeting reads it: references are called what the
    published paper calls them, or by their brackets where none is published.
    """
    text = getattr(recommendation, name)
    if "](ref:" not in text:
        return in_words(text)
    called, spans = _called(recommendation.paper), deepcopy(spans_of(text))
    return plain([{"text": called.get(span.get("ref"), span["text"])} for span in spans])


def _called(paper):
    """What the published paper calls what its recommendations refer to."""
    rows = [one for room in extensions() for one in room.recommended_in_print(paper) or ()]
    spans = [span for row in rows for block in blocks_of(row) for span in block["spans"]]
    return {span["ref"]: span["text"] for span in spans if "ref" in span}
