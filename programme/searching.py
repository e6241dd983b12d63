"""Search that finds what people type, on SQLite and PostgreSQL: small and capital letters, accents,
dashes, quotation marks and the two small sigmas are alike, and what shows nothing is not there.

`filter(title__finds="tŷ")` finds "TY". Both databases fold a column in the same way: compatibility
decomposition (NFKD), without the marks above and below letters, in small letters.
"""

import re
import unicodedata

from django.db.backends.signals import connection_created
from django.db.models import Field, Lookup
from django.dispatch import receiver

from programme.plausible import UNSEEN

QUOTES, DASHES = (
    "\u2018\u2019\u201a\u201b\u02bb\u02bc\u2032`",
    "\u2010\u2012\u2013\u2014\u2015\u2043\u2212",
)
DOUBLE = "\u201c\u201d\u201e\u00ab\u00bb"
SIGMAS = "\u03a3\u03c2"  # the small letter at the end of a word is another one
LIKE = QUOTES + DASHES + DOUBLE + SIGMAS
PLAIN = "'" * len(QUOTES) + "-" * len(DASHES) + '"' * len(DOUBLE) + "\u03c3" * len(SIGMAS)
ACUTE = "\u00b4"  # typed for an apostrophe; NFKD makes a blank and a mark of it
MARKS = "\u0300-\u036f"  # what NFKD parts from its letter
# What no text may hold, or shows nothing where it may: it comes with words that were pasted.
PASSED_OVER = f"[{MARKS}\u00ad\u200d\ufe00-\ufe0f{UNSEEN}]"
TABLE, PASSED_OVER_PATTERN = str.maketrans(LIKE, PLAIN), re.compile(PASSED_OVER)
MOST_WORDS = 12


def fold(text):
    """`text` as it is compared in a search; None stays None."""
    if text is None or isinstance(text, str) and text.isascii():
        return text and text.lower()
    parted = unicodedata.normalize("NFKD", str(text).replace(ACUTE, "'")).translate(TABLE)
    return PASSED_OVER_PATTERN.sub("", parted).lower()


def words_of(text):
    """The words that are sought, folded, at most twelve of them."""
    return [word for word in fold(text).split() if word][:MOST_WORDS]


@Field.register_lookup
class Finds(Lookup):
    """Whether the words stand in the column, however they are written."""

    lookup_name = "finds"
    prepare_rhs = False

    def _sides(self, compiler, connection):
        column, of_column = self.process_lhs(compiler, connection)
        return column, [*of_column, fold(self.rhs)]

    def as_sqlite(self, compiler, connection):
        column, params = self._sides(compiler, connection)
        return f"instr(governance_fold({column}), %s) > 0", params

    def as_postgresql(self, compiler, connection):
        column, params = self._sides(compiler, connection)
        plain = f"translate(normalize(translate(({column})::text, %s, %s), NFKD), %s, %s)"
        return (
            f"strpos(lower(regexp_replace({plain}, %s, '', 'g')), %s) > 0",
            [*params[:-1], ACUTE, "'", LIKE, PLAIN, PASSED_OVER, params[-1]],
        )


@receiver(connection_created)
def give_fold(sender, connection, **kwargs):
    """SQLite folds by the function above."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("governance_fold", 1, fold, deterministic=True)
