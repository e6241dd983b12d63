"""The embedded product's settings, for tests inside one process; tests/stack.py runs the real
ones in processes of their own.
"""

import os
import tempfile

# It goes when the process ends; the developer's data/ is never touched.
_folder = tempfile.TemporaryDirectory(prefix="tests-")
os.environ["DATA_DIR"] = _folder.name
# Playwright keeps an event loop in the main thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from programme.settings import *  # noqa: E402, F403

# Quick sign-in: tests hold no secrets.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_BROKER_URL = "memory://"  # a bell rung in a test never reaches a worker outside it
# Pages name their files and tests fetch none, so nothing has to be collected.
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
STORAGES["default"]["BACKEND"] = "tests.files.Files"  # noqa: F405
STATIC_ROOT.mkdir()  # noqa: F405
