"""How the programme was organised, as its closure document shows it."""

from django.db.models import Q

from programme.authorization import Role
from programme.facts import LINES, Column
from programme.models import Body, Membership, Post
from programme.reporting import Section, part

ROLES = (Column("role", "Role", width=30), Column("held_by", "Held by", LINES, 70))


class OrganisationSection(Section):
    """The bodies, from those at the top down, with who sits on them; then who has which role.

    Everybody is named by post or job title, as at the position.
    """

    key = "organisation"
    title = "Programme organisation"
    template = "closure/organisation.html"
    columns = (
        Column("name", "Body", width=30),
        Column("what", "Kind", width=22, optional=True),
        Column("reports_to", "Reports to", width=24, optional=True),
        Column("members", "Posts and members", LINES, 34, optional=True),
    )

    def rows(self, position):
        bodies = list(Body.objects.of_moment(position.programme, position.at))
        bodies = [one for one in bodies if not one.ended_on]
        names = {one.pk: one.name for one in bodies}
        members = _members(bodies, position)
        return [
            {
                "name": body.name,
                "what": body.get_kind_display(),
                "reports_to": names.get(body.reports_to_id, ""),
                "members": members[body.pk],
                "depth": depth,
                "parent": parent,
            }
            for body, depth, parent in from_the_top(bodies)
        ]

    def extra(self, rows, position):
        drawn = [{name: row[name] for name in ("name", "what", "depth", "parent")} for row in rows]
        return {"bodies": drawn, "empty": "No body is on record."}

    def parts(self, rows, position):
        held = {}
        for one in _memberships(position).filter(body=None).exclude(role=Role.ADMINISTRATOR):
            title = _title(one, position)
            held.setdefault(Role(one.role), set()).add(title)
        found = [
            {"role": role.label, "held_by": sorted(held[role])} for role in Role if role in held
        ]
        return [part("organisation-roles", "Roles in the programme", ROLES, found)] if found else []


def from_the_top(bodies):
    """(body, how many stand above it, place of the one that it reports to) of each, those that
    report to one behind it. A body whose own superior is not among them stands at the top.
    """
    known, below = {one.pk for one in bodies}, {}
    for one in bodies:
        below.setdefault(one.reports_to_id if one.reports_to_id in known else None, []).append(one)
    found = []

    def place(parent, depth, at):
        for one in below.get(parent, []):
            found.append((one, depth, at))
            place(one.pk, depth + 1, len(found) - 1)

    place(None, 0, None)
    return found


def _title(membership, position):
    """The job title of a member, as at the position."""
    titles, pk = position.titles, membership.user_id
    return titles.at(pk, position.at) if position.at else titles.now(pk)


def _memberships(position):
    held = Membership.objects.filter(programme=position.programme)
    if position.at is None:
        return held.current()
    stood = Q(ended_at=None) | Q(ended_at__gt=position.at)
    return held.filter(stood, granted_at__lte=position.at)


def _members(bodies, position):
    """{primary key of a body: its posts with their holders, then its members by job title}."""
    found = {one.pk: [] for one in bodies}
    day = position.day
    begun, lasts = (Q(**{f"{name}__isnull": True}) for name in ("from_on", "to_on"))
    held = (begun | Q(from_on__lte=day)) & (lasts | Q(to_on__gte=day))
    posts = Post.objects.as_at(position.at).filter(held, body__in=list(found))
    for post in posts.order_by("title", "id"):
        found[post.body_id].append(f"{post.title}: {post.holder}")
    titles = {}
    for one in _memberships(position).filter(body__in=list(found)):
        title = _title(one, position)
        titles.setdefault(one.body_id, set()).add(title)
    for pk, held in titles.items():
        found[pk] += sorted(held)
    return found
