"""What every step on a risk shares."""

from functools import partial

from programme.records import begin_step

from ..choices import STEPS
from ..permissions import KEEP

begin = partial(begin_step, steps=STEPS, permission=KEEP)
