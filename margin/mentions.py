"""Whom a text speaks to: @jpoole, @Head of legal services."""

import re
from collections import defaultdict

from programme.models import Titles
from programme.records import refuse

AT = re.compile(r"(?<![\w@.])@(?=\w)")  # not that of an email address
WORD = re.compile(r"[\w.+-]+")
GOES_ON = re.compile(r"[.+-]*[\w@]")  # behind a name: it is the beginning of a longer one


def mentioned_in(text, people) -> list:
    """Those of `people` whom a text names behind an @: by user name, name, or what pages call them.
    Of several that fit, the longest counts.

    Raises:
        ValidationError: beside the text, which names somebody else, or more than one person.
    """
    if not AT.search(text):
        return []
    called, found = _names(people), []
    for match in AT.finditer(text):
        rest = " ".join(text[match.end() :].split()).casefold()
        fits = [name for name in called if _begins(rest, name)]
        if not fits:
            word = WORD.match(text, match.end())[0].rstrip(".-+")
            refuse(f"@{word}: nobody who reads this log is called so. See the list below.", "text")
        those = called[max(fits, key=len)]
        if len(those) > 1:
            name = max(fits, key=len)
            refuse(f"@{name}: more than one person is called so. Write their user name.", "text")
        found += those
    return list(dict.fromkeys(found))


def _begins(text, name):
    return text.startswith(name) and not GOES_ON.match(text, len(name))


def _names(people):
    """{a name as it is compared: the people who have it}"""
    titles, found = Titles(), defaultdict(set)
    for one in people:
        for name in (one.username, one.name, one.job_title, titles.now(one.pk)):
            if name:
                found[" ".join(name.split()).casefold()].add(one)
    return found
