"""Adds a programme with a row of everything to the empty tables: `python -m tests.filling`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
django.setup()

from tests import world  # noqa: E402
from tests.factories import BodyFactory, MembershipFactory, ProgrammeFactory, UserFactory  # noqa: E402


def main():
    for factory in (UserFactory, ProgrammeFactory, BodyFactory):
        factory.reset_sequence(1000)  # tests count their own from 1
    programme = ProgrammeFactory(name="Shared management", slug="shared-management")
    by = MembershipFactory(programme=programme, user__job_title="Head of transformation").user
    world.fill(programme, by)


if __name__ == "__main__":
    main()
