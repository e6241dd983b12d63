"""Sets of documents: what somebody may find, and what fits best."""

from collections import defaultdict
from functools import reduce
from operator import and_, or_

from django.db import models
from django.db.models import Case, Count, Q, Value, When, Window
from django.db.models.functions import RowNumber

from programme.authorization.matrix import all_permissions

BEST = ("rank", "-at", "-pk")


class DocumentQuerySet(models.QuerySet):
    """Sets of documents."""

    def readable(self, memberships):
        """Those that somebody with these roles may find, each in its own programme."""
        roles, alike = defaultdict(set), defaultdict(list)
        for one in memberships:
            roles[one.programme_id].add(one.role)
        permissions = all_permissions()
        for programme, held in roles.items():
            codes = frozenset(one.code for one in permissions if not one.roles.isdisjoint(held))
            alike[codes].append(programme)
        mine = (
            Q(programme__in=programmes, permission__in=sorted(codes))
            for codes, programmes in alike.items()
        )
        return self.filter(reduce(or_, mine, Q(pk__in=[])))

    def matching(self, words, key):
        """Those with a word that begins with each of these, and those of the reference `key`; first
        what is called so, then the newest.
        """
        found = Q(tokens__begin=words) if words else Q(pk__in=[])
        named = reduce(and_, (Q(head__contains=f" {word}") for word in words), Q())
        ranks = [When(key=key, then=Value(0))] if key else []
        ranks += [When(named, then=Value(1))] if words else []
        rank = Case(*ranks, default=Value(2)) if ranks else Value(2)
        return self.filter(found | Q(key=key) if key else found).annotate(rank=rank)

    def best_of_each(self, number):
        """The keys of the best so many of each kind, as (kind, how many there are, key)."""
        place = Window(RowNumber(), partition_by="kind", order_by=BEST)
        several = Window(Count("pk"), partition_by="kind")
        found = self.annotate(place=place, several=several).filter(place__lte=number)
        return found.order_by("kind", "place").values_list("kind", "several", "pk")
