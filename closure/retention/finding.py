"""Where a person stands in the records: rows that name their account, and words that have a name.

The number of queries is that of the tables that have the name, however many rows are found.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_plus

from django.db.models import CharField, F, IntegerField, JSONField, Q, TextField, Value
from django.db.models.functions import Cast

from programme.models import User
from programme.written_once import AnyOf, Given, Prepared

from ..archive import records
from ..models import Archive

# Columns that hold no words: names of things for the product, fingerprints, addresses.
NO_WORDS = frozenset(
    {
        *("slug", "key", "reference", "log", "subject_type", "kind", "anchor", "accent"),
        *("sha256", "pdf_sha256", "docx_sha256", "file_sha256", "manifest", "fingerprint"),
        *("path", "page", "table_name", "columns", "token", "secret", "nonce"),
        *("message_id", "pdf_name", "docx_name", "history_type"),
    }
)
NOT_READ = frozenset({"field", "path", "url", "href", "log", "sha256", "address", "pdf_url"})
ADDRESSES = frozenset({"address", "email"})  # searched for a person, and never rewritten
AROUND = 60  # characters that are shown on each side of a name
LETTERS = 2  # that a name has to have at least
SHORT = f"Enter a name of at least {LETTERS} letters."
QUERY = "query"  # the column of an address, in which words are written as addresses have them


@lru_cache
def ways() -> dict:
    """Every model whose rows belong to programmes, with the way from one to its programme; who
    asked for an archive is in no archive, and found like all others.
    """
    return records.models() | {Archive: "programme"}


def words_of(model) -> list:
    """The columns of a model in which people's words stand, or names of people."""
    kept = [one for one in records.columns(model) if isinstance(one, CharField | TextField)]
    kept += [one for one in records.columns(model) if isinstance(one, JSONField)]
    return [one for one in kept if one.name not in NO_WORDS and not one.choices]


def is_short(name) -> bool:
    """Whether a name has too few letters to tell anybody from all others."""
    return sum(map(str.isalpha, name)) < LETTERS


def pattern_of(names) -> re.Pattern:
    """What finds each of these names as whole words, however they are spaced and written large."""
    found = [r"\s+".join(re.escape(word) for word in name.split()) for name in names]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", re.IGNORECASE)


def _core(name):
    """The longest run of plain letters or figures of a name, which every database compares alike
    and JSON writes as it is.
    """
    return max(re.findall(r"[A-Za-z0-9]+", name), key=len, default="")


def rows_with(model, programmes, names, account=None):
    """The rows of a model in these programmes that may have one of the names, or name the account,
    each with the `programme_name` of its programme.
    """
    way = ways()[model]
    found = _rows(model, programmes, map(_core, names), account and account.pk)
    called = F("name" if way == "pk" else f"{way}__name")
    return found.annotate(programme_name=called).order_by("pk")


def models_with(models, programmes, names, account=None) -> list:
    """Those of the models of which `rows_with` has any rows; one query."""
    cores = {f"core{place}": _core(name) for place, name in enumerate(names)}
    asked = _any_rows(tuple(models), tuple(cores), bool(account))
    found = set(asked.ask(programmes=programmes, account=account and account.pk, **cores))
    return [model for place, model in enumerate(models) if place in found]


@lru_cache
def _any_rows(models, cores, has_account):
    """The query of the places of models with rows. To put it together for each takes long."""
    given = [Given(name, TextField()) for name in cores], Given("account") if has_account else None
    found = [_rows(model, AnyOf("programmes"), *given).order_by() for model in models]
    places = [
        rows.values_list(Value(place, IntegerField()), flat=True)
        for place, rows in enumerate(found)
    ]
    return Prepared(lambda: places[0].union(*places[1:]))


def _rows(model, programmes, cores, account):
    """The rows of which a column has one of the cores, or the key of the account."""
    at, asked, casts = ways()[model], Q(pk__in=[]), {}
    cores = [*cores]
    for one in words_of(model):
        name = f"as_text_{one.name}" if isinstance(one, JSONField) else one.name
        if name != one.name:
            casts[name] = Cast(one.name, TextField())
        for core in cores:
            asked |= Q(**{f"{name}__icontains": core})
    if account:
        for one in _of_people(model):
            asked |= Q(**{one.attname: account})
    return model._base_manager.alias(**casts).filter(asked, **{f"{at}__in": programmes})


def _of_people(model):
    return [one for one in model._meta.concrete_fields if one.related_model is User]


def read_of(row, column):
    """What stands in a column of a row, as people read it."""
    value = getattr(row, column.attname)
    return unquote_plus(value) if column.name == QUERY else value


def leaves(value):
    """The texts in a value of a column: itself, or those in its JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in NOT_READ:
                yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)


@dataclass(frozen=True)
class Place:
    """Where a person stands: in which record and column, with the words around it."""

    programme: str
    record: str
    key: int
    reference: str
    column: str
    words: str

    def as_dict(self) -> dict:
        return dict(vars(self))


def places_in(row, columns, pattern) -> list[Place]:
    """Each column of a row in which one of the names stands."""
    found = []
    for one in columns:
        texts = leaves(read_of(row, one))
        said = [_around(text, hit) for text in texts if (hit := pattern.search(text))]
        if said:
            found.append(_place(row, one, " / ".join(said[:3])))
    return found


def _around(text, hit):
    begin, end = max(hit.start() - AROUND, 0), hit.end() + AROUND
    cut = " ".join(text[begin:end].split())
    return f"{'…' if begin else ''}{cut}{'…' if end < len(text) else ''}"


def _place(row, field, words):
    label = str(field.verbose_name)
    return Place(
        programme=row.programme_name,
        record=record_called(type(row)),
        key=row.pk,
        reference=getattr(row, "reference", "") or "",
        column=f"{label[:1].upper()}{label[1:]}",
        words=words,
    )


def record_called(model) -> str:
    """What the rows of a model are called."""
    name = str(model._meta.verbose_name)
    return f"{name[:1].upper()}{name[1:]}"


def everything_about(programmes, names, account=None) -> list[Place]:
    """Every place in these programmes in which one of the names stands, or the account."""
    found, pattern = [], pattern_of(names) if names else None
    every = [one for one in ways() if one not in records.PEOPLE]
    for model in models_with(every, programmes, names, account):
        columns = words_of(model)
        for row in rows_with(model, programmes, names, account):
            found += places_in(row, columns, pattern) if pattern else []
            named = _of_people(model) if account else ()
            its = [one for one in named if getattr(row, one.attname) == account.pk]
            found += [_place(row, one, "This account") for one in its]
    return found


def summary(places) -> list[tuple[str, int]]:
    """How many places there are of each kind of record."""
    return sorted(Counter(one.record for one in places).items())


def as_json(account, found) -> bytes:
    """What was found, as a file."""
    told = {"account": account, "found": [one.as_dict() for one in found]}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
