"""Benefits of a demo programme; the file says whole units of each measure."""

from decimal import Decimal

from programme.demo import entered, take_steps

from . import actions
from .models import SavingsLink
from .periods import read_period

VALUES = ("baseline", "target")


def load(programme, data, people):
    """Adds the file's benefits with measure, savings, validation and plan, as far as it says."""
    for row, when, steps in entered(programme, data.get("benefits", {"rows": []}), people):
        benefit = _add(programme, when, row)
        take_steps(actions, benefit, [_step(*step) for step in steps], people)


def _add(programme, when, row):
    measure, links = row.pop("measured", None), row.pop("rests_on", [])
    validated, plan = row.pop("validated", ""), row.pop("plan", [])
    benefit = actions.add_benefit(programme=programme, **row, **when)
    if measure:
        values = {name: hundredths(measure[name]) for name in VALUES if name in measure}
        benefit = actions.set_measure(benefit, **{**measure, **values}, **when)
    for link in links:
        saving = SavingsLink._meta.get_field("saving").related_model.objects.get(
            programme=programme, title=link["saving"]
        )
        benefit = actions.link_saving(
            benefit, saving=saving, amount=hundredths(link["amount"]), **when
        )
    if validated:
        benefit = actions.validate_benefit(benefit, why=validated, **when)
    if plan:
        profile = [(*read_period(period), hundredths(value)) for period, value in plan]
        benefit = actions.set_profile(benefit, profile=profile, **when)
    return benefit


def _step(at, name, said, *who):
    """A step with its value in hundredths."""
    said = {key: hundredths(value) if key == "value" else value for key, value in said.items()}
    return at, name, said, *who


def hundredths(number) -> int:
    """A number of the file in hundredths of its unit."""
    return int(Decimal(str(number)) * 100)
