"""Sets of reports."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Now

from programme.access_law import first_open
from programme.authorization import LOG_READERS
from programme.models import Body
from programme.searching import words_of

from .choices import FROZEN, PUBLISHED_ONCE, State


class ReportQuerySet(models.QuerySet):
    """Sets of report versions."""

    def of(self, programme):
        """Those of one programme, with what lists of them print."""
        return self.filter(definition__programme=programme).listed()

    def listed(self):
        """With what lists print.

        The content, which can be megabytes, is read only when it is asked for.
        """
        found = self.select_related(
            "definition__body__host",
            "definition__programme",
            "meeting__body__host",
            "superseded_by",
        )
        return found.defer("content", "superseded_by__content")

    def in_languages(self):
        """With the language of each, None where that is English, and its title in the second."""
        return self.annotate(
            in_language=KT("content__heading__language"),
            second_title=KT("content__heading__second__title"),
        )

    def frozen(self):
        """Published ones that can be read, superseded ones included."""
        return self.filter(state__in=FROZEN)

    def published_once(self):
        """Those that were ever published, withdrawn ones included: of these nothing is shown but
        that they were withdrawn.
        """
        return self.filter(state__in=PUBLISHED_ONCE)

    def published_by(self, moment):
        """Those that were published at a past moment already."""
        return self.published_once().filter(published_at__lte=moment)

    def public(self):
        """Published ones of public bodies: what everyone may read without signing in."""
        return self.frozen().of_public_bodies()

    def of_public_bodies(self):
        """Those of bodies whose papers are open to everyone."""
        return self.filter(definition__body__is_public=True)

    def open_on(self, today):
        """Those that are open to everyone on a day, by how long the body keeps its papers open."""
        past = Q()
        for years, _ in Body.OPEN_YEARS:
            since = first_open(today, years)
            past |= Q(definition__body__open_years=years, meeting__on__lt=since)
        return self.exclude(past)

    def having(self, sought):
        """Those in whose page all these words stand, however they are written."""
        found = self
        for word in words_of(sought):
            found = found.filter(words_found__words__contains=word)
        return found

    def visible_to_roles(self, roles):
        """What somebody with these roles may see: drafts only for those who read the logs."""
        return self if not LOG_READERS.isdisjoint(roles) else self.published_once()

    def latest_of(self, programmes):
        """The published report of each programme's last meeting."""
        same = self.filter(
            state=State.PUBLISHED, definition__programme=OuterRef("definition__programme")
        )
        last = same.order_by("-meeting__on", "-published_at").values("pk")[:1]
        return self.listed().filter(definition__programme__in=programmes, pk=Subquery(last))

    def for_next_meetings(self, programmes, today):
        """What is published of the papers of each programme's next meetings, the nearest first."""
        ahead = {"meeting__on__gte": today, "meeting__cancelled_at": None}
        found = self.listed().filter(state=State.PUBLISHED, definition__programme__in=programmes)
        found = found.filter(**ahead, meeting__postponed_at=None)
        return found.order_by("meeting__on", "meeting", "printed_title")

    def to_draw(self):
        """Those that a worker should take: due, or left by a worker whose lease has run out.

        A run that met a fault which passes is due when its pause is over. The database's clock
        decides: those of workers may differ by an hour.

        It joins nothing: `claim` relies on the database to check the row's own columns once more
        under its lock.
        """
        rested = Q(next_try_at=None) | Q(next_try_at__lte=Now())
        return self.filter(
            Q(rested, state=State.DUE) | Q(state=State.DRAFTING, lease_until__lt=Now())
        )

    def previous(self, definition, position_at, meeting=None):
        """The report that one with this position is compared with; None when it is the first.

        It is the last version for an earlier meeting (by the dates that were printed) with an
        earlier position, which is the same for a report and its corrections.
        """
        same = self.published_once().filter(definition=definition)
        earlier = same.filter(position_at__lt=position_at)
        if meeting:
            earlier = earlier.filter(printed_on__lte=meeting.on).exclude(meeting=meeting)
        return earlier.defer("content").order_by("-printed_on", "-position_at", "-version").first()


class ReportManager(models.Manager):
    """Versions of reports, without corrections that were discarded."""

    def get_queryset(self):
        return super().get_queryset().filter(discarded_at=None)
