"""Whether what somebody wrote prints anything: marks alone, such as `- ` or `## `, do not."""

from django.core.exceptions import ValidationError

from .text import lines_in, plain, read


def is_blank(text, read=read) -> bool:
    """Whether nothing of a text is printed but subheadings and the heads of tables; `read` gives
    its blocks.
    """
    if not text.strip():
        return True
    try:
        blocks = read(text)
    except ValidationError:  # a line of a front sheet is no text
        return False
    return not any(words.strip() for block in blocks for words in _said(block))


def _said(block):
    if block["type"] == "heading":
        return []
    if block["type"] == "table":
        return [plain(cell) for row in block["rows"] for cell in row]
    return [words for _, words in lines_in([block])]


def heads_nothing(text) -> str:
    """The subheading at the end of a text, which nothing stands below; blank where there is none.

    Raises: ValidationError of a text that cannot be read.
    """
    last = read(text)[-1:]
    return plain(last[0]["spans"]) if last and last[0]["type"] == "heading" else ""
