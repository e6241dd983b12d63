"""What the register of benefits records, where each fact shows, and how it stands at a glance.

Values stand with their unit: no two benefits need have the same.
"""

from .benefits import BENEFITS, MEASURED, STANDS
from .decisions import MEASURE_VALIDATED, VALIDATED

__all__ = ["BENEFITS", "LOGS", "MEASURED", "MEASURE_VALIDATED", "STANDS", "VALIDATED"]

LOGS = [BENEFITS]
