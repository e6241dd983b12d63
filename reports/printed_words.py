"""What people wrote, read from the frozen content of a report (see `words`)."""

import json
from difflib import SequenceMatcher
from itertools import groupby

from papers import recommended_words
from papers.text import lines_in, with_addresses

WORDS = ("text", "link")  # of a span, told by `lines_of`


def unfinished(content) -> list[str]:
    """The headings of the parts that nobody has said are done: they hold up publication."""
    return [part["title"] for part in content.get("words", []) if not part["is_done"]]


def lines_of(part) -> list[tuple[str, str]]:
    """What a part says, line by line, as (number or label, words): versions are compared by it."""
    found = lines_in(part.get("blocks", []), with_addresses)
    for field in part.get("fields", []):
        words = field["answer"] if "answer" in field else _joined(field["blocks"])
        found.append((field["label"], words))
    for row in part.get("recommendations", []):
        said = row | {name: with_addresses(of) for name, of in row.get("marked", {}).items()}
        told = [said["text"]]
        told += [f"Who acts: {said['acts']}"] if said["acts"] else []
        told += [f"Delegated: {said['delegation']}"] if said["delegation"] else []
        found.append((row["number"], " ".join(told)))
    for row in part.get("actions", []):
        position = _joined(row["blocks"]) if "blocks" in row else row["position"]
        told = [row["text"], row["decided"], row["acts"], position, *row["rows"]]
        found.append((row["number"], ". ".join(filter(None, told))))
    return found


def blocks_of(part) -> list[dict]:
    """The blocks of all texts of a part, recommendations with them."""
    found = list(part.get("blocks", []))
    for row in [*part.get("fields", []), *part.get("actions", [])]:
        found += row.get("blocks", [])
    for row in part.get("recommendations", []):
        found += recommended_words.blocks_of(row)
    return found


def _joined(blocks):
    return " ".join(words for _, words in lines_in(blocks, with_addresses))


def is_reshaped(old, new) -> bool:
    """Whether a line that both have, or that stands in place of another, has another form by now:
    bold or italic, its kind and level, where its references lead.
    """
    before, after = _forms(old), _forms(new)
    matcher = SequenceMatcher(None, *([words for words, _ in of] for of in (before, after)))
    pairs = [
        (was, now)
        for how, i, j, k, m in matcher.get_opcodes()
        for (_, was), (_, now) in zip(before[i:j], after[k:m], strict=False)
    ]
    return any(was != now for was, now in pairs)


def _forms(part):
    """The lines of the texts of a part, each as (words, its form)."""
    found = []
    for block in blocks_of(part):
        kind = block["type"], block.get("level"), bool(block.get("number"))
        lines = zip(lines_in([block]), lines_in([block], _styles), strict=True)
        found += [(words, (*kind, styles)) for (_, words), (_, styles) in lines]
    return found


def _styles(spans):
    """How spans look and where they lead, addresses of links aside, which are told in words."""
    kept = ({key: span[key] for key in sorted(span) if key not in WORDS} for span in spans)
    return json.dumps([style for style, _ in groupby(kept)])
