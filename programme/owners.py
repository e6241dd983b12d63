"""Whoever owns an entry as a person, beside the job title that papers print."""

from django.db.models import CharField, Func, Q, Value
from django.db.models.functions import Cast, Concat

from programme.authorization import LOG_READERS
from programme.facts import LINES, Computed, Fact
from programme.models import FurtherOwner, User
from programme.refusals import refuse_unless

NOBODY = "Choose somebody who reads the logs of this programme now."
TITLE, PERSON = BOTH = "owner", "owner_user"  # the columns of every entry
FURTHER = "further_owners"  # the fact of those who own an entry with its lead
# Who owns an entry, as the words of one column: a register asks for them with the choices of its
# other filters.
CALLED = ("name", "job_title", "username")
NAME, JOB_TITLE, USERNAME = (f"{PERSON}__{one}" for one in CALLED)
AS_WORDS = Func(  # none of them is null, for which Django's own `Concat` looks at each
    *(NAME, Value("\n"), JOB_TITLE, Value("\n"), USERNAME),
    template="(%(expressions)s)",
    arg_joiner=" || ",
    output_field=CharField(),
)


def can_own(programme, at=None) -> Q:
    """The condition of being one of those who can own entries of a programme: who read its logs
    now; with a moment, who had not left by then.
    """
    held = programme.memberships.not_ended_by(at) if at else programme.memberships.current()
    held = held.filter(role__in=LOG_READERS)
    return Q(is_active=True, pk__in=held.order_by().values("user"))


def owners_in(programme, at=None):
    """Those who can own entries of a programme; with a moment, who had not left by then."""
    return User.objects.filter(can_own(programme, at))


# The same of further owners, behind the key of the entry.
FURTHER_NAMES = (f"person__{one}" for one in CALLED)
FURTHER_AS_WORDS = Concat(
    Cast("subject_id", CharField()),
    *(part for one in FURTHER_NAMES for part in (Value("\n"), one)),
    output_field=CharField(),
)


def read_further(words) -> tuple[int, User]:
    """The key of an entry and somebody who owns it with its lead, as `FURTHER_AS_WORDS` gives."""
    key, _, person = words.partition("\n")
    return int(key), read_person(person)


def read_person(words) -> User:
    """Somebody as `AS_WORDS` gives them: not to be saved."""
    return User(**dict(zip(CALLED, words.split("\n"), strict=True)))


def with_person(facts) -> tuple:
    """The facts of a log: behind the owner's job title the owner as a person, and further ones."""
    found = []
    for fact in facts:
        found.append(fact)
        if fact.name == TITLE:
            found.append(Fact(PERSON, group=fact.group, width=14, of=person_of))
            how = {"group": fact.group, "kind": LINES, "width": 18, "when_given": True}
            found.append(Computed(FURTHER, "Further owners", further_of, **how))
    return tuple(found)


def person_of(entry, position):
    """Who owns an entry, as a page names somebody. Papers name posts and no persons."""
    owner = entry.owner_user_id
    return position.people.get(owner) if owner and not position.for_paper else None


def further_of(entry, position):
    """Who owns an entry with its lead, and for which partner, likewise."""
    if position.for_paper:
        return []
    found = position.further_owners.get((entry._meta.label_lower, entry.pk), ())
    return [f"{position.people.get(one.person_id)}{one.where}" for one in found]


def owned_by(model, people, at=None) -> Q:
    """The condition that one of `people`, by their keys, leads an entry or owns it with the lead,
    at a moment or position.
    """
    theirs = FurtherOwner.objects.of(model, at).filter(person__in=people)
    return Q(owner_user__in=people) | Q(id__in=theirs.values("subject_id"))


def owners_of(entry) -> set[int]:
    """The keys of those who lead an entry or own it with the lead; an objective has none."""
    further = FurtherOwner.objects.of(type(entry)).filter(subject_id=entry.pk)
    lead = entry.owner_user
    return {*further.values_list("person", flat=True)} | ({lead.pk} if lead else set())


def settled(values, programme, current=None) -> dict:
    """`values` of an entry as they are saved: a person who is new there can own entries of the
    programme, and gives their job title where no title is.

    Raises:
        ValidationError: beside the person, who has no part in the programme, or none any more.
    """
    if not (person := values.get(PERSON)):
        return values
    if current is None or current.owner_user_id != person.pk:
        may = owners_in(programme).filter(pk=person.pk).exists()
        refuse_unless(may, NOBODY, PERSON)
    title = values.get(TITLE, getattr(current, TITLE, ""))
    return values if title else {**values, TITLE: person.job_title}


def carried_on(entry) -> dict:
    """Who owns what is carried on from an entry: whoever owns that, unless they have left."""
    person = owners_in(entry.programme).filter(pk=entry.owner_user_id).first()
    return {PERSON: person}
