"""What somebody looks for, as the address has it, and what of it is found."""

from django.core.paginator import Paginator
from django.db.models import Value

from programme.searching import words_of
from programme.ui.paging import pager

from .full_text import sought
from .indexing import key_of
from .kinds import kinds
from .marking import lines_with, marked
from .models import Document

LONGEST = 200  # characters of what is looked for
OF_EACH, ON_A_PAGE = 5, 25
ALL = "all"


class Asked:
    """What the address asks for: words or a reference (`q`), an owner, one kind of things (`in`).

    `readable` are the documents that the reader may find.
    """

    def __init__(self, query, readable):
        self.query, self.readable = query, readable
        self.typed, self.owner = self._text("q"), self._text("owner")
        self.words = sought(self.typed)
        key = key_of(self.typed)
        self.key = key if any(map(str.isdigit, key)) and len(key) <= 40 else ""
        self.titles = {kind.name: kind.title for kind in kinds()}
        self.within = self._text("in")

    def _text(self, name):
        return self.query.get(name, "").replace("\0", " ").strip()[:LONGEST]

    @property
    def is_something(self):
        """Whether there is anything to look for."""
        return bool(self.words or words_of(self.owner))

    @property
    def jumps_to(self):
        """The one thing that is called by the reference which was typed and nothing else; None
        where there is none, or more than one.
        """
        if not self.key or self.owner or self.within:
            return None
        found = list(self.readable.filter(key=self.key).select_related("programme")[:2])
        return found[0] if len(found) == 1 else None

    @property
    def found(self):
        """The documents that fit, each with its rank."""
        found = self.readable
        for word in words_of(self.owner):
            found = found.filter(owner__finds=word)
        if self.words:
            return found.matching(self.words, self.key)
        return found.annotate(rank=Value(1))

    def answer(self):
        """What the page shows: the groups of results by kind, or one page of one kind."""
        if not self.is_something:
            return {"groups": [], "count": 0}
        if self.within in self.titles:
            return self._of_one_kind()
        best = list(self.found.best_of_each(OF_EACH))
        several = {kind: number for kind, number, _ in best}
        shown = self._shown([pk for _, _, pk in best])
        groups = [
            {
                "title": title,
                "count": several[name],
                "results": shown[name],
                "more": self._address(name) if several[name] > len(shown[name]) else "",
            }
            for name, title in self.titles.items()
            if name in several
        ]
        return {"groups": groups, "count": sum(several.values())}

    def _of_one_kind(self):
        found = self.found.filter(kind=self.within).order_by("rank", "-at", "-pk")
        page = Paginator(found.values_list("pk", flat=True), ON_A_PAGE)
        page = page.get_page(self.query.get("page"))
        results = self._shown(list(page.object_list)).get(self.within, [])
        title, count = self.titles[self.within], page.paginator.count
        groups = [{"title": title, "count": count, "results": results}] if results else []
        back = self._address(ALL)
        return {"groups": groups, "count": count, "pager": pager(page, self.query), "back": back}

    def _address(self, name):
        query = self.query.copy()
        query.pop("page", None)
        query["in"] = name
        return f"?{query.urlencode()}"

    def _shown(self, keys):
        """The documents with these keys as the page shows them, by kind, in the given order."""
        rows = Document.objects.filter(pk__in=keys).select_related("programme").in_bulk()
        found = {}
        for row in (rows[pk] for pk in keys):
            found.setdefault(row.kind, []).append(self._result(row))
        return found

    def _result(self, row):
        return {
            "row": row,
            "title": marked(f"{row.reference} {row.title}".strip(), self.words),
            "owner": marked(row.owner, [*self.words, *sought(self.owner)]),
            "lines": lines_with(row.text, self.words),
        }
