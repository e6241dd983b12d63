"""The text of papers: a small, fixed set of CommonMark, read into blocks. `papers.text_html`
writes them.

A block is plain data that can be frozen:

{"type": "heading", "spans"}
{"type": "paragraph", "level", "number", "spans"}   level 0: of the part, 1 and 2: numbered
{"type": "bullets", "level", "items"}               each item is spans
{"type": "table", "caption", "head", "rows"}        each cell is spans; in Welsh with "continued"

Spans are {"text"} with "bold", "italic" and "link" where they hold; the text "\\n" ends a line. A
reference has "ref" (see `papers.references`) and, once a report knows them, its own text, "to", the
place on the page, or "row"; one that leads nowhere is "lost". Then a block has an "id" if one leads
there.

Numbers are computed from where a paragraph stands. HTML is never read: it is shown as typed.
"""

import re
from functools import cache
from itertools import count, groupby

from django.core.exceptions import ValidationError
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from programme.plausible import visible_text

LONGEST_TEXT = 50_000
NOTHING = (0, 0)  # numbered before a text: paragraphs, tables
MOST_ROWS, MOST_COLUMNS = 2_000, 12
MOST_BRACKETS = 2_000  # each may begin a link, and is looked at with all that follows it
MOST_PROBLEMS = 10  # told at once
STYLES = ("bold", "italic")
REFERENCE = "ref:"  # begins the address of a reference inside the paper
SCHEMES = ("http", "https", "mailto")
RULES = ["heading", "list", "table", "emphasis", "escape", "image", "link", "newline"]
HELP = (
    "A blank line ends a paragraph. 1. and a blank begin a numbered paragraph, three blanks before "
    "them one of the second level; the numbers are computed. - begins a bullet, ## a subheading, "
    "**bold**, *italic*, [words](https://address). | between cells makes a table. References are "
    "inserted from a list, where [] stands or at the end."
)
PIPE = re.compile(r"(?<!\\)\|")
NOT_KNOWN = "{} cannot stand inside a list. Put it on a line of its own, with a blank line before."
PICTURE = "A picture cannot stand in the text. Leave it out, or write \\! before the bracket."
LINK = "A link begins with https://, http:// or mailto:. “{}” does not."
LINK_TITLE = "A link has words and an address, and nothing after them. Take “{}” out."
NO_LIST = "“{0}.” at the start of a line would become a numbered paragraph. Write {0}\\. to print."
NESTED = "Bullets have one level, numbered paragraphs two. Take this line one level back."
TOO_MANY_CELLS = "This row of a table has {} cells, its heading {}. Add a heading or join cells."
TOO_WIDE = "A table has at most {} columns. This one has {}."
NO_WORDS = "A numbered paragraph begins with words of its own. Write them after the number."
TOO_MANY_BRACKETS = "Use at most {:,} opening square brackets. This has {:,}."
TOO_MANY_ROWS = "A table has at most {:,} rows. This one has {:,}."


def parse(text, number="", language="", after=NOTHING) -> list[dict]:
    """The blocks of a text. `number` is that of its part, which its paragraphs begin with: 4 gives
    4.1 and 4.1.1, none gives 1 and 1.1. Tables are named in `language`. It is numbered on `after`
    so many paragraphs and tables.

    Raises:
        ValidationError: what is outside the set, line by line; hidden characters; too long.
    """
    return _blocks(text, number, language, _parser().parse, after)


def check_texts(texts, reads=parse):
    """Refuses texts that cannot be printed, by the names of their fields.

    Raises: ValidationError, beside each.
    """
    problems = {}
    for name, text in texts.items():
        try:
            reads(text)
        except ValidationError as error:
            problems[name] = error
    if problems:
        raise ValidationError(problems)


def read(text, number="", language="", after=NOTHING) -> list[dict]:
    """`parse` of a text that was saved: an address of a script, which was once taken in as words
    and is refused now, is words with its brackets still.
    """
    return _blocks(text, number, language, _parser(takes_scripts=True).parse, after)


def parse_words(text) -> list[dict]:
    """Words of one paragraph, as a recommendation has them, as one block: bold, italic, links and
    references are read, lists and tables are not; lines stay lines. No block of a blank text.

    Raises:
        ValidationError: as `parse`.
    """
    return _words(text, _parser())


def read_words(text) -> list[dict]:
    """`parse_words` of words that were saved; as they were typed where they cannot be read."""
    try:
        return _words(text, _parser(takes_scripts=True))
    except ValidationError:
        return [_paragraph_of([{"text": text}])]


def _words(text, parser):
    def whole(words):
        tokens = parser.parseInline(words)
        return [Token("paragraph_open", "p", 1), *tokens, Token("paragraph_close", "p", -1)]

    return _blocks(text, "", "", whole, soft="\n")


def _paragraph_of(spans, level=0, number=""):
    return {"type": "paragraph", "level": level, "number": number, "spans": spans}


def _blocks(text, number, language, tokens_of, after=NOTHING, soft=" "):
    visible_text(text)
    if len(text) > LONGEST_TEXT:
        told = {"limit_value": LONGEST_TEXT, "show_value": len(text)}  # as a field's own limit
        said = f"Use at most {LONGEST_TEXT:,} characters. This has {len(text):,}."
        raise ValidationError(said, code="max_length", params=told)
    if (brackets := text.count("[")) > MOST_BRACKETS:
        raise ValidationError(TOO_MANY_BRACKETS.format(MOST_BRACKETS, brackets))
    reader = _Reader(text, number, language, after, soft)
    reader.read(SyntaxTreeNode(tokens_of(text)))
    if reader.problems:
        raise ValidationError(reader.problems[:MOST_PROBLEMS])
    return reader.blocks


def counted_in(blocks) -> tuple[int, int]:
    """How many paragraphs of the first level and tables of the blocks are numbered."""
    first = [one for one in blocks if one.get("number") and one["level"] == 1]
    return len(first), sum(one["type"] == "table" for one in blocks)


def within(blocks, share) -> list[dict]:
    """The blocks with tables that have this share of a sheet."""
    return [{**one, "share": share} if one["type"] == "table" else one for one in blocks]


def captioned(blocks, caption) -> list[dict]:
    """The blocks with tables that are called `caption`, where they are not counted."""
    return [{**one, "caption": caption} if one["type"] == "table" else one for one in blocks]


@cache
def _parser(takes_scripts=False):
    parser = MarkdownIt("zero", {"html": False, "maxNesting": 100}).enable(RULES)
    if not takes_scripts:
        parser.validateLink = lambda address: True  # `_Reader.address` refuses, and says why
    return parser


class _Reader:
    """Walks the tree of a text once."""

    def __init__(self, text, number, language, after, soft):
        self.lines, self.number, self.is_welsh = text.split("\n"), number, language == "cy"
        self.soft = soft  # what the end of a line is within a paragraph
        self.blocks, self.problems = [], []
        self.first, self.tables = (count(before + 1) for before in after)

    def read(self, node):
        for child in node.children:
            if child.type == "bullet_list":
                self.bullets(child, 0)
            elif child.type == "ordered_list":
                self.numbered(child, self.number, self.first, 1)
            else:
                getattr(self, child.type)(child)

    def refuse(self, node, message, *values):
        while node.map is None and node.parent:
            node = node.parent
        line = f"Line {node.map[0] + 1}: " if node.map else ""
        self.problems.append(line + message.format(*values))

    def heading(self, node):
        if spans := self.spans(node):
            self.blocks.append({"type": "heading", "spans": spans})

    def paragraph(self, node, level=0, number=""):
        if (spans := self.spans(node)) or number:
            self.blocks.append(_paragraph_of(spans, level, number))

    def numbered(self, node, above, numbers, level):
        """A list of numbered paragraphs. `numbers` go on where the list before it ended."""
        for item in filter(lambda item: item.children, node.children):
            if len(item.info) > 3:  # a year, most likely
                self.refuse(item, NO_LIST, item.info)
            if item.children[0].type != "paragraph":
                self.refuse(item, NO_WORDS)
            number = ".".join(filter(None, [above, str(next(numbers))]))
            inner, own = count(1), number
            for child in item.children:
                if child.type == "paragraph":
                    self.paragraph(child, level, own)
                    own = ""
                elif child.type == "bullet_list":
                    self.bullets(child, level)
                elif child.type == "ordered_list" and level == 1:
                    self.numbered(child, number, inner, 2)
                else:
                    self.misplaced(child)

    def bullets(self, node, level):
        items = []
        for item in node.children:
            spans = []
            for child in item.children:
                if child.type == "paragraph":
                    spans += [{"text": "\n"}] * bool(spans) + self.spans(child)
                else:
                    self.misplaced(child)
            items += [spans] if spans else []
        if items:
            self.blocks.append({"type": "bullets", "level": level, "items": items})

    def misplaced(self, node):
        if node.type in ("bullet_list", "ordered_list"):
            return self.refuse(node, NESTED)
        return self.refuse(node, NOT_KNOWN, f"A {node.type}".replace("A heading", "A subheading"))

    def table(self, node):
        rows = [[self.spans(cell) for cell in row.children] for row in _rows(node)]
        head, body = rows[0], rows[1:]
        if len(head) > MOST_COLUMNS:
            self.refuse(node, TOO_WIDE, MOST_COLUMNS, len(head))
        if len(body) > MOST_ROWS:
            self.refuse(node, TOO_MANY_ROWS, MOST_ROWS, len(body))
        for row in _rows(node)[1:]:  # the parser would leave out what is too much
            if (found := _cells(self.lines[row.map[0]])) > len(head):
                self.refuse(row, TOO_MANY_CELLS, found, len(head))
        number = ".".join(filter(None, [self.number, str(next(self.tables))]))
        table = {"type": "table", "caption": f"Table {number}", "head": head, "rows": body}
        in_welsh = {"caption": f"Tabl {number}", "continued": "parhad"} if self.is_welsh else {}
        self.blocks.append(table | in_welsh)

    def spans(self, node, **style) -> list[dict]:
        """What is written in a node, in pieces of one style."""
        found = []
        for child in node.children:
            match child.type:
                case "inline":
                    found += self.spans(child)
                case "text" | "softbreak" | "hardbreak":
                    breaks = {"softbreak": self.soft, "hardbreak": "\n"}
                    text = breaks.get(child.type, child.content)
                    found.append({"text": text, **style})
                case "strong" | "em":
                    named = "bold" if child.type == "strong" else "italic"
                    found += self.spans(child, **{**style, named: True})
                case "link" if child.attrs["href"].startswith(REFERENCE):
                    found.append(self.reference(child, style))
                case "link":
                    found += self.spans(child, **{**style, "link": self.address(child)})
                case "image":
                    self.refuse(child, PICTURE)
        return [span for span in found if span["text"]]

    def reference(self, node, style):
        """A reference, in the style of all of its words: a computed number may stand for them."""
        ref = node.attrs["href"].removeprefix(REFERENCE)
        if node.attrs.get("title"):
            self.refuse(node, LINK_TITLE, node.attrs["title"])
        found = self.spans(node, **style)
        own = {name: True for name in STYLES if found and all(name in one for one in found)}
        return {"text": plain(found) or ref.rpartition("/")[2], "ref": ref, **style, **own}

    def address(self, node):
        href, title = node.attrs["href"], node.attrs.get("title")
        if href.partition(":")[0].lower() not in SCHEMES:
            self.refuse(node, LINK, href)
        if title:
            self.refuse(node, LINK_TITLE, title)
        return href


def _rows(table):
    return [row for part in table.children for row in part.children]


def _cells(line):
    """How many cells a line of a table has, as the parser counts them."""
    cells = PIPE.split(line.strip())
    return len(cells) - (cells[0] == "") - (len(cells) > 1 and cells[-1] == "")


# --- What stands in blocks ------------------------------------------------------------------------


def spans_in(blocks):
    """Each span of the blocks, wherever it stands."""
    for block in blocks:
        cells = [cell for row in [block.get("head", []), *block.get("rows", [])] for cell in row]
        for spans in [block.get("spans", []), *block.get("items", []), *cells]:
            yield from spans


def references_in(blocks) -> list[tuple[str, str]]:
    """The references in the blocks, as (what stands in the brackets, what they lead to)."""
    return [(span["text"], span["ref"]) for span in spans_in(blocks) if "ref" in span]


def plain(spans) -> str:
    """Spans without their style."""
    return "".join(span["text"] for span in spans)


def with_addresses(spans) -> str:
    """Spans without their style, the address of each link behind its words."""
    found = []
    for link, run in groupby(spans, lambda span: span.get("link")):
        words = plain(run)
        found.append(f"{words} ({link})" if link and link != words else words)
    return "".join(found)


def lines_in(blocks, say=plain) -> list[tuple[str, str]]:
    """What the blocks say, line by line, as (number, words); `say` writes the spans of one."""
    found = []
    for block in blocks:
        match block["type"]:
            case "table":
                rows = [block["head"], *block["rows"]]
                found += [(block["caption"], " | ".join(map(say, row))) for row in rows]
            case "bullets":
                found += [("", say(item)) for item in block["items"]]
            case _:
                found.append((block.get("number", ""), say(block["spans"])))
    return found
