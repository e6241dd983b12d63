"""What in the text of a part can be referred to: its numbered paragraphs and tables, each by an id
that stays when it is moved or written anew in part.

A part keeps {"next", "ids"}: the ids in the order of the text, and the one that is given next. A
text that was written before there were any has them in its order.
"""

import re

from .text import parse, plain, read

ALIKE = 0.5  # of the words of two paragraphs: from there on one is the other, written anew
MOST_COMPARED = 200
WORD = re.compile(r"\w+")


def anchors_in(blocks) -> list[dict]:
    """The blocks that can be referred to, in their order."""
    return [one for one in blocks if one.get("number") or one["type"] == "table"]


def outline_of(blocks) -> list[str]:
    """What can be referred to in the blocks, by its kind, in its order: in both languages of a
    paper the same, or what stands at one place of both is not the same thing.
    """
    return [
        "table" if one["type"] == "table" else f"level {one['level']}" for one in anchors_in(blocks)
    ]


def ids_of(part, blocks) -> list[int]:
    """The ids of what can be referred to in the text of a part, which was read as `blocks`."""
    count = len(anchors_in(blocks))
    kept = part.anchors.get("ids", [])
    return kept if len(kept) == count else list(range(1, count + 1))


def anchors_after(part, text) -> dict:
    """What a part keeps once `text` is written in it."""
    old = read(part.text)
    ids, blocks = ids_of(part, old), anchors_in(parse(text))
    before = dict(zip(ids, map(_words, anchors_in(old)), strict=True))
    following = max([part.anchors.get("next", 1), *(one + 1 for one in ids)])
    found = _matched(before, [_words(one) for one in blocks])
    for place in range(len(blocks)):
        if place not in found:
            found[place] = following
            following += 1
    return {"next": following, "ids": [found[place] for place in range(len(blocks))]}


def _matched(before, after) -> dict[int, int]:
    """The ids of those that stood there before, by their new place: the same words first, then
    those that are most alike.
    """
    left, found = dict(before), {}
    for place, words in enumerate(after):
        same = next((key for key, was in left.items() if was == words), None)
        if same is not None:
            found[place] = same
            del left[same]
    rest = [place for place in range(len(after)) if place not in found][:MOST_COMPARED]
    pairs = [
        (_alike(was, after[place]), place, key)
        for place in rest
        for key, was in list(left.items())[:MOST_COMPARED]
    ]
    for alike, place, key in sorted(pairs, key=lambda one: (-one[0], one[1], one[2])):
        if alike >= ALIKE and place not in found and key in left:
            found[place] = key
            del left[key]
    return found


def _alike(was, now):
    a, b = (set(WORD.findall(one[1].lower())) for one in (was, now))
    return len(a & b) / max(len(a), len(b), 1) if was[0] == now[0] else 0


def _words(block):
    """The kind of a block and what it says."""
    if block["type"] == "table":
        rows = [block["head"], *block["rows"]]
        return "table", "\n".join(" | ".join(map(plain, row)) for row in rows)
    return "paragraph", plain(block["spans"])
