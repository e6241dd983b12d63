"""Benefits of a demo programme; the file says whole units of each measure."""

from decimal import Decimal
from functools import partial

from programme.demo import enter_rows

from . import actions
from .models import Benefit, SavingsLink
from .periods import read_period

VALUES = ("baseline", "target")


def load(programme, data, people):
    """Adds the file's benefits with measure, savings, validation and plan, as far as it says."""
    facts = data.get("benefits", {"rows": []})
    enter_rows(programme, facts, people, actions, partial(_add, programme), step_on=_step_on)


def load_later(programme, data, people):
    """Posts values after the closing, in the name of whoever took a benefit on."""
    for said in data.get("benefits", {}).get("posted_later", []):
        benefit = Benefit.objects.get(programme=programme, reference=said.pop("reference"))
        said["value"] = hundredths(said["value"])
        actions.post_actual(benefit, **{**said, "by": people[said["by"]]})


def _add(programme, when, *, measured=None, rests_on=(), validated="", plan=(), **row):
    benefit = actions.add_benefit(programme=programme, **row, **when)
    if measured:
        values = {name: hundredths(measured[name]) for name in VALUES if name in measured}
        benefit = actions.set_measure(benefit, **{**measured, **values}, **when)
    for link in rests_on:
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


def _step_on(benefit, at, said):
    """Values are in hundredths."""
    return benefit, {
        key: hundredths(value) if key == "value" else value for key, value in said.items()
    }


def hundredths(number) -> int:
    """A number of the file in hundredths of its unit."""
    return int(Decimal(str(number)) * 100)
