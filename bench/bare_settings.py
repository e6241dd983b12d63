"""The product's own settings with the yardstick's one address."""

from programme.settings import *  # noqa: F403

ROOT_URLCONF = "bench.bare"
