"""Production: only the database, the broker, the addresses and security change. A missing value stops the start."""

import os

from django.core.exceptions import ImproperlyConfigured

from programme.settings import *  # noqa: F403


def demanded(name: str) -> str:
    """The value of an environment variable that must not be guessed.

    Raises:
        ImproperlyConfigured: it is missing or empty.
    """
    value = os.environ.get(name)
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment: production does not guess it.")
    return value


SECRET_KEY = demanded("SECRET_KEY")
ALLOWED_HOSTS = demanded("ALLOWED_HOSTS").split(",")
SITE_URL = demanded("SITE_URL").rstrip("/")
demanded("DATABASE_URL")
demanded("REDIS_URL")

CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Behind the proxy every request has the proxy's address; a lock-out must go by the person's own.
AXES_CLIENT_IP_CALLABLE = "programme.client.address_behind_proxy"
