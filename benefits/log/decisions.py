"""What the validation of a benefit fixes."""

from programme.decided import Decision

from .. import permissions
from ..choices import VALID

VALIDATED = Decision(
    "A benefit is validated",
    "title kind cashable certainty disbenefit description outcome attribution",
    permissions.VALIDATE,
    stands=lambda benefit: benefit.state in VALID,
    said=lambda benefit: f"{benefit.reference} is validated",
    advice="Reopen it to change what it is: it then has to be validated again.",
)


MEASURE_VALIDATED = Decision(
    "A benefit with a measure is validated",
    "measure unit counted direction counting baseline baseline_on target target_by",
    permissions.VALIDATE,
    stands=lambda benefit: benefit.state in VALID,
    said=lambda benefit: f"{benefit.reference} is validated",
    advice="Reopen it to change its measure: it then has to be validated again.",
    fills_blanks=True,
)
