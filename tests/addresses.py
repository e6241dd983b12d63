"""Every address of the product, with the view behind it."""

from dataclasses import dataclass

from django.urls import URLPattern, get_resolver, reverse

from programme.ui.base import ProgrammeView
from tests.factories import as_now


@dataclass(frozen=True)
class Address:
    """One address of the product: its name, the view behind it, and the parts that it needs."""

    name: str
    view: type
    needs: frozenset

    @property
    def declared(self):
        """What the view declares: a permission for pages of a programme, else access in words."""
        return (
            self.view().permission
            if issubclass(self.view, ProgrammeView)
            else getattr(self.view, "access", None)
        )

    def url(self, programme, known):
        """The address with parts that lead to a row; `known` are those of the world."""
        given = {
            **known[""],
            **known.get(self.name.partition(":")[0], {}),
            **known.get(self.name, {}),
        }
        if "reference" in self.needs:
            given["reference"] = self.view.log.entries(as_now(programme)).first().reference
        if "children" in self.needs:
            given["children"] = next(iter(self.view.log.children))
        if "ledger" in self.needs:
            given |= a_row(self.view.log)
        return reverse(self.name, kwargs={name: given[name] for name in self.needs})


def a_row(log):
    """The parts of the address of a row that was added to an entry of the log."""
    found = ((ledger, ledger.model.objects.first()) for ledger in log.ledgers)
    ledger, row = next(one for one in found if one[1])
    parent = ledger.entry_of(row)
    return {"reference": parent.reference, "ledger": ledger.name, "row": row.pk}


def addresses(patterns=None, namespace="", above=frozenset()):
    """Every address of the resolver, those of included files too."""
    for found in get_resolver().url_patterns if patterns is None else patterns:
        needs = above | set(found.pattern.converters)
        if isinstance(found, URLPattern):
            view = getattr(found.callback, "view_class", found.callback)
            yield Address(f"{namespace}{found.name}", view, needs)
        else:
            inner = f"{namespace}{found.namespace}:" if found.namespace else namespace
            yield from addresses(found.url_patterns, inner, needs)


ADDRESSES = list(addresses())
