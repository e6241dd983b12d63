"""What the bundled fonts can print.

Everything else is printed as its Unicode name in square brackets.
A character without a glyph would break PDF/A and PDF/UA, and a character that turns the writing
direction would let a cell say something else than it holds. Neither may vanish: the reader sees
that it was there.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
# A family covers a character when its regular and its bold face both do.
FAMILIES = [
    ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
]
KEPT_CONTROLS = {"\n", "\t"}
# Join or style their neighbours and have no shape of their own: on paper they mean nothing.
SHAPELESS = re.compile("[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
# The text layout gives these to a colour font, whatever the bundled fonts hold
# (Emoji_Presentation=Yes).
EMOJI = re.compile(
    "[\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab"
    "\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001ffff]"
)
# The text layout looks for a place to break at every letter of a word without end: it costs what
# words cost when it has such places.
ENDLESS, PIECE, BREAK = re.compile(r"\S{60,}"), re.compile(r"\S{20}(?=\S)"), "\u200b"
# Categories that have no mark of their own.
NOT_PRINTED = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


@cache
def covered() -> frozenset[int]:
    """Code points that can be printed in regular and in bold."""
    return frozenset().union(*(regular & bold for regular, bold in map(_families, FAMILIES)))


def _families(names: tuple[str, str]) -> list[set[int]]:
    return [set(TTFont(FONTS / name, lazy=True).getBestCmap()) for name in names]


@cache
def shown(character: str) -> str:
    """The character itself, or its name in square brackets where it cannot be printed."""
    if character in KEPT_CONTROLS:
        return character
    printable = (
        unicodedata.category(character) not in NOT_PRINTED
        and ord(character) in covered()
        and not EMOJI.match(character)
    )
    return character if printable else f"[{unicodedata.name(character, f'U+{ord(character):04X}')}]"


def printable(value):
    """The same JSON value with every text in it made printable, keys excepted."""
    if isinstance(value, str):
        return printable_text(value)
    if isinstance(value, list):
        return [printable(item) for item in value]
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    return value


def printable_text(text: str) -> str:
    """One text as it is printed: composed, with newlines, and unprintable characters by name."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(map(shown, SHAPELESS.sub("", text)))


def breakable(rows: list[dict]) -> list[dict]:
    """Printable rows whose words without end have places at which a line may break."""
    return [{key: _breakable(value) for key, value in row.items()} for row in rows]


def _breakable(value):
    if isinstance(value, str):
        return ENDLESS.sub(lambda found: PIECE.sub(rf"\g<0>{BREAK}", found.group()), value)
    if isinstance(value, dict):
        kept = {"link"}  # an address has to stay as it is
        return {key: one if key in kept else _breakable(one) for key, one in value.items()}
    return [_breakable(item) for item in value] if isinstance(value, list) else value
