"""What can be done in scrutiny reviews, and by whom. Committee members read what is published."""

from programme.authorization import LOG_READERS, Permission, Role

SEE = Permission(
    "closure.see_reviews", "See scrutiny reviews, their questions and answers", LOG_READERS
)
OPEN = Permission(
    "closure.open_reviews",
    "Open a scrutiny review of a report, or take a new version into it",
    frozenset({Role.SCRUTINY_OFFICER, Role.PROGRAMME_MANAGER}),
)
REVIEW = Permission(
    "closure.review",
    "Review a report: ask questions, mark parts as read and evidence as seen, give the finding",
    frozenset({Role.SCRUTINY_OFFICER}),
)
ANSWER = Permission(
    "closure.answer", "Answer a question of scrutiny that is addressed to them", LOG_READERS
)
FOLLOW_UP = Permission(
    "closure.follow_up",
    "Put the recommendations of scrutiny into the recommendation tracker",
    frozenset({Role.PROGRAMME_MANAGER, Role.WORKSTREAM_LEAD}),
)

ALL = [SEE, OPEN, REVIEW, ANSWER, FOLLOW_UP]
