"""WSGI entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from programme.call_stack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")

application = with_room(get_wsgi_application())

# What is loaded now stays for good: no collection of garbage needs to look at it again. A page
# makes some thousand
# objects, so the usual 700 would mean several collections for each.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
