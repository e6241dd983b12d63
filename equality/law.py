"""Which equality law an assessment was made under, and the words of the Equality Act 2010.

Most of the Act came into force on 1 October 2010. The public sector equality duty of section 149
followed on 5 April 2011; until then public bodies kept to the earlier duties on race, disability
and gender.
"""

from datetime import date

from .choices import Regime

ACT_IN_FORCE = date(2010, 10, 1)
DUTY_IN_FORCE = date(2011, 4, 5)

# The nine protected characteristics in the order of section 4. Each is a column of an assessment.
CHARACTERISTICS = {
    "age": "Age",
    "disability": "Disability",
    "gender_reassignment": "Gender reassignment",
    "marriage_and_civil_partnership": "Marriage and civil partnership",
    "pregnancy_and_maternity": "Pregnancy and maternity",
    "race": "Race",
    "religion_or_belief": "Religion or belief",
    "sex": "Sex",
    "sexual_orientation": "Sexual orientation",
}

# The three limbs of the duty in section 149(1), a to c. Each is a column of an assessment.
LIMBS = {
    "eliminate_discrimination": "(a) Eliminate discrimination, harassment and victimisation",
    "advance_opportunity": "(b) Advance equality of opportunity",
    "foster_relations": "(c) Foster good relations",
}

# Section 149(7): limbs (b) and (c) speak of persons who share one of eight characteristics, limb
# (a) of all nine.
FIRST_LIMB, FIRST_LIMB_ONLY = "eliminate_discrimination", "marriage_and_civil_partnership"


def limbs_open_to(characteristic) -> dict[str, str]:
    """The limbs of the duty under which a characteristic comes, as `LIMBS` has them."""
    return {
        name: word
        for name, word in LIMBS.items()
        if name == FIRST_LIMB or characteristic != FIRST_LIMB_ONLY
    }


def characteristics_under(limb) -> dict[str, str]:
    """The characteristics that a limb of the duty knows: nine under (a), eight under (b) and
    (c).
    """
    return {name: word for name, word in CHARACTERISTICS.items() if limb in limbs_open_to(name)}


def regime_of(span):
    """The regime that days suggest; empty where they are unknown or lie on both sides."""
    if span is None or span.earliest < ACT_IN_FORCE <= span.latest:
        return ""
    return Regime.AFTER if span.earliest >= ACT_IN_FORCE else Regime.BEFORE


def is_between(span):
    """Whether the Act was in force on all these days and its section 149 on none."""
    return span is not None and span.earliest >= ACT_IN_FORCE and span.latest < DUTY_IN_FORCE
