"""Links by which people come into the demo. A program of its own, for a stack:

python -m tests.e2e.coming_in
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from accounts.actions import invite, withdraw_invitation  # noqa: E402
from accounts.links import password_path, path_of  # noqa: E402
from programme.models import Membership, User  # noqa: E402


def main():
    admin = Membership.objects.current().filter(role="administrator").first()
    who = {"by": admin.user, "at": timezone.now()}
    User.objects.filter(pk=admin.user.pk).update(email="admin@council.example")
    for name in ("new", "admin", "withdrawn"):
        email = f"{name}@council.example"
        roles = ["legal_officer"]
        one = invite(programme=admin.programme, email=email, roles=roles, **who)
        print(path_of(one))
    withdraw_invitation(one, **who)
    print(password_path(User.objects.get(pk=admin.user.pk)))


if __name__ == "__main__":
    main()
