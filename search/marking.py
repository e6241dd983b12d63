"""Results as people read them: the lines in which the words stand, with the words marked."""

from django.utils.html import conditional_escape, format_html_join

from programme.searching import fold

from .full_text import AS_TYPED, tokens_of

MOST_LINES = 3
AROUND = 120  # characters before and after the first word of a long line


def marked(text, words):
    """A text as HTML, with every word marked that begins with one of these."""
    found, end = [], 0
    for match in AS_TYPED.finditer(text):
        if _begins(match[0], words):
            found.append((text[end : match.start()], match[0]))
            end = match.end()
    html = format_html_join("", "{}<mark>{}</mark>", found)
    return html + conditional_escape(text[end:])


def lines_with(text, words) -> list:
    """The first lines of a text that have one of the words, as HTML; of a long line what stands
    around the first one.
    """
    found = []
    for line in text.splitlines() if words else ():
        folded = fold(line)
        if any(word in folded for word in words):  # quick, and true of more than begin so
            around = _around(line, words)
            found += [marked(around, words)] if around else []
        if len(found) == MOST_LINES:
            break
    return found


def _around(line, words):
    """What stands around the first of the words; blank where none begins so."""
    first = next((m for m in AS_TYPED.finditer(line) if _begins(m[0], words)), None)
    if first is None:
        return ""
    start, end = max(0, first.start() - AROUND), first.end() + AROUND
    before = "… " if start else ""
    after = " …" if end < len(line) else ""
    return f"{before}{line[start:end]}{after}"


def _begins(typed, words):
    return any(token.startswith(word) for token in tokens_of(typed) for word in words)
