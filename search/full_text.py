"""Full text of PostgreSQL and SQLite behind one lookup: `tokens__begin=["par", "lea"]` finds rows
that have a word beginning with each of these.

The words are told apart here and not by the databases, so that both find the same rows: letters and
digits as `programme.searching.fold` writes them. There are no stop words and no stems.
"""

import re

from django.db import models
from django.db.migrations.operations.base import Operation

from programme.searching import MOST_WORDS, PASSED_OVER, fold

WORD = re.compile(r"\w+")
AS_TYPED = re.compile(rf"(?:\w|{PASSED_OVER})+")  # what folds to a word, or to several
LONGEST_WORD = 60  # characters; of a longer one only these count
MOST_DIFFERENT = 50_000  # words of one row: more would not go into PostgreSQL's index

INDEX = "search_words"
TABLE = "search_document"
VECTOR = "array_to_tsvector(string_to_array({}, ' '))"  # refuses a word without letters


def tokens_of(text) -> list[str]:
    """The words of a text, folded, in their order."""
    return [word[:LONGEST_WORD] for word in WORD.findall(fold(text or ""))]


def sought(text) -> list[str]:
    """The different words that somebody looks for, at most twelve of them."""
    return list(dict.fromkeys(tokens_of(text)))[:MOST_WORDS]


class TokensField(models.TextField):
    """Different words with spaces between them."""

    def get_prep_value(self, value):
        return " ".join(sorted(set(value))[:MOST_DIFFERENT])


@TokensField.register_lookup
class Begin(models.Lookup):
    """Whether each of the given words begins one of the column's."""

    lookup_name = "begin"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        key = self.lhs.target.model._meta.pk.get_col(self.lhs.alias)
        column, params = compiler.compile(key)
        wanted = " ".join(f'"{word}"*' for word in self.rhs)
        found = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s"
        return f"{column} IN ({found})", [*params, wanted]

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        wanted = " & ".join(f"'{word}':*" for word in self.rhs)
        return f"{VECTOR.format(column)} @@ %s::tsquery", [*params, wanted]


# SQLite keeps its index beside the table, and triggers keep it up. Only a blank parts two words.
TOKENS = "unicode61 remove_diacritics 0 categories ''L* M* N* P* S* Co Cf Cn''"
OUT = f"INSERT INTO {INDEX}({INDEX}, rowid, tokens) VALUES ('delete', old.id, old.tokens);"
IN = f"INSERT INTO {INDEX}(rowid, tokens) VALUES (new.id, new.tokens);"
SQLITE = [
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5(tokens, content='{TABLE}',"
    f" content_rowid='id', tokenize='{TOKENS}', detail=none)",
    *(f"DROP TRIGGER IF EXISTS {INDEX}_{event}" for event in ("insert", "update", "delete")),
    f"CREATE TRIGGER {INDEX}_insert AFTER INSERT ON {TABLE} BEGIN {IN} END",
    f"CREATE TRIGGER {INDEX}_update AFTER UPDATE ON {TABLE} BEGIN {OUT} {IN} END",
    f"CREATE TRIGGER {INDEX}_delete AFTER DELETE ON {TABLE} BEGIN {OUT} END",
    f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')",
]
POSTGRESQL = [
    f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin ({VECTOR.format('tokens')})"
]
BACK = {"sqlite": [f"DROP TABLE {INDEX}"], "postgresql": [f"DROP INDEX {INDEX}"]}


class IndexWords(Operation):
    """Makes the index of the words. A later migration that builds the table anew on SQLite loses
    its triggers, and repeats this operation.
    """

    reversible = True
    reduces_to_sql = True

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        vendor = schema_editor.connection.vendor
        for statement in SQLITE if vendor == "sqlite" else POSTGRESQL:
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for statement in BACK[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    def describe(self):
        return "Indexes the words of what can be found"
