"""Two versions of some words with what differs marked."""

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join

WORD = re.compile(r"\S+\s*")
MOST = 2_000  # words that are compared one by one


def marked(was, now):
    """The two as safe HTML: what went in `del`, what came in `ins`."""
    before, after = (WORD.findall(str(one)) for one in (was, now))
    if max(len(before), len(after)) > MOST:
        return _as("del", before), _as("ins", after)
    left, right = [], []
    for how, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left.append(_as("" if how == "equal" else "del", before[i:j]))
        right.append(_as("" if how == "equal" else "ins", after[k:m]))
    return tuple(format_html_join("", "{}", ((one,) for one in of)) for of in (left, right))


def _as(tag, words):
    text = "".join(words)
    return format_html("<{0}>{1}</{0}>", tag, text) if tag and text else format_html("{}", text)
