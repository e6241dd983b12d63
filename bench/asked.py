"""Opens an update round of the first rows of a programme of the bench, all of its manager.

DATA_DIR=... python -m bench.asked register-25 20
"""

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from programme.models import Programme, User  # noqa: E402
from risks.models import Risk  # noqa: E402
from rounds.actions import open_round  # noqa: E402


def main(slug, rows):
    programme = Programme.objects.get(slug=slug)
    manager, now = User.objects.get(username="bench-manager"), timezone.now()
    risks = Risk.objects.filter(programme=programme)
    risks.filter(number__gt=rows).update(owner="")
    risks.filter(number__lte=rows).update(owner_user=manager)
    closes = timezone.localdate(now) + timedelta(days=7)
    who = {"programme": programme, "by": manager, "at": now}
    open_round(**who, period="Bench", closes_on=closes, logs=["risks"])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
