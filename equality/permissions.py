"""What can be done with equality assessments and their actions, and by whom."""

from programme.authorization import LOG_READERS, Permission, Role

from .choices import Question

SEE = Permission("equality.see", "See the equality assessments and their actions", LOG_READERS)
KEEP = Permission(
    "equality.keep",
    "Keep the equality assessments, their actions and monitoring questions",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)
SUPERSEDE = Permission(
    "equality.supersede",
    "Record that an equality assessment was ratified, or make a new version of one, after which "
    "the old one stays as it was",
    frozenset({Role.PROGRAMME_MANAGER}),
)


def to_answer(question) -> Permission:
    """What answers a monitoring question: who ratified it is a decision, the others are not."""
    return SUPERSEDE if question == Question.RATIFIED else KEEP


ALL = [SEE, KEEP, SUPERSEDE]
