"""Whoever owns an entry as a person, beside the job title that papers print."""

from django.db.models import CharField, Func, Q, Value

from programme.authorization import LOG_READERS
from programme.facts import Fact
from programme.models import User

NOBODY = "Choose somebody who reads the logs of this programme now."
TITLE, PERSON = BOTH = "owner", "owner_user"  # the columns of every entry
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


def can_own(programme) -> Q:
    """The condition of being one of those who can own entries of a programme: who read its logs
    now.
    """
    held = programme.memberships.current().filter(role__in=LOG_READERS)
    return Q(is_active=True, pk__in=held.order_by().values("user"))


def owners_in(programme):
    """Those who can own entries of a programme."""
    return User.objects.filter(can_own(programme))


def read_person(words) -> User:
    """Somebody as `AS_WORDS` gives them: not to be saved."""
    return User(**dict(zip(CALLED, words.split("\n"), strict=True)))


def with_person(facts) -> tuple:
    """The facts of a log, the owner as a person behind the owner's job title."""
    found = []
    for fact in facts:
        found.append(fact)
        if fact.name == TITLE:
            found.append(Fact(PERSON, group=fact.group, width=14, of=person_of))
    return tuple(found)


def person_of(entry, position):
    """Who owns an entry, as a page names somebody. Papers name posts and no persons."""
    owner = entry.owner_user_id
    return position.people.get(owner) if owner and not position.for_paper else None


def settled(values, programme, current=None) -> dict:
    """`values` of an entry as they are saved: a person who is new there can own entries of the
    programme, and gives their job title where no title is.

    Raises:
        ValidationError: beside the person, who has no part in the programme, or none any more.
    """
    from programme.records import refuse_unless

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
