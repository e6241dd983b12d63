"""What the logs of the budget and of the reserves share."""

from programme.children import recorded_by_of
from programme.facts import Computed

MOST_NEEDS = 20
BY = Computed("recorded_by", "Recorded by", recorded_by_of, width=12)
