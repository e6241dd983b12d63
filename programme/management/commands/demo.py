"""Loads the demo programmes; a second run changes nothing."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from programme import demo
from programme.authorization.roles import Role
from programme.models import Membership, Programme


class Command(BaseCommand):
    help = (
        "Loads the demo programmes of fixtures/ once, with a login for each role and a first"
        " published report."
    )

    def add_arguments(self, parser):
        known = [path.stem for path in demo.files()]
        parser.add_argument(
            "programmes",
            nargs="*",
            choices=[*known, []],
            metavar="PROGRAMME",
            help=", ".join(known),
        )

    def handle(self, *, programmes, **options):
        for path in demo.files(programmes):
            programme = demo.load(path, timezone.now())
            if programme:
                self.stdout.write(f"Loaded {programme}")
        self._logins()

    def _logins(self):
        programmes = Programme.objects.filter(slug__in=[path.stem for path in demo.files()])
        held = (
            Membership.objects.current()
            .filter(programme__in=programmes)
            .select_related("user")
            .order_by("pk")
        )
        first = {}
        for membership in held:
            first.setdefault(membership.role, membership.user.username)
        self.stdout.write(f"\nLogins, all with the password {demo.PASSWORD}:")
        for role in Role:
            if role in first:
                self.stdout.write(f"  {first[role]:<12} {role.label}")
