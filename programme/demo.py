"""Loads a demo programme from a readable file, through the same actions that people use, dated as
its document is, or as counted from the moment of loading.
"""

import tomllib
from datetime import timedelta
from functools import cache
from importlib import import_module
from operator import itemgetter
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from programme import actions, council_posts, lifecycle, reorganisation
from programme.demo_days import fill_days
from programme.meetings import add_meeting
from programme.models import Body, Membership, Programme, User

FOLDER = Path(settings.BASE_DIR) / "fixtures"
PASSWORD = "shared-services"  # demo people only; a real installation does not load them


def files(programmes=()):
    """The files of these demo programmes, or of all, in the order of their names."""
    found = sorted(FOLDER.glob("*.toml"))
    return [path for path in found if not programmes or path.stem in programmes]


@transaction.atomic
def load(path, now) -> Programme | None:
    """Loads one file at the moment `now`; None when its programme is there already."""
    data = fill_days(tomllib.loads(path.read_text()), now)
    facts = data["programme"]
    if Programme.objects.filter(slug=facts["slug"]).exists():
        return None
    at = facts["created"]
    programme = Programme.objects.create(
        name=facts["name"],
        slug=facts["slug"],
        stage=facts["stage"],
        accent=facts["accent"],
        created_at=at,
    )
    admin = _first_administrator(programme, data["people"], at)
    for name in facts["partners"]:
        actions.add_partner(programme=programme, by=admin, at=at, name=name)
    for objective in data.get("objectives", []):
        actions.add_objective(
            programme=programme,
            by=admin,
            at=at,
            **{name: text.strip() for name, text in objective.items()},
        )
    for body in data["bodies"]:
        _add_body(programme, admin, at, **body)
    people = {
        entry["username"]: _add_person(programme, admin, at, entry) for entry in data["people"]
    }
    for post in data.get("council_posts", []):
        _give_post(programme, admin, at, people, **post)
    for order in data.get("orders", []):
        _add_order(programme, people["manager"], **order)
    _judge_objectives(programme, people["manager"], **data.get("achievements", {"rows": []}))
    rooms = ("closure.readiness", "reports", "rounds", "closure")
    demos = [import_module(f"{app}.demo") for app in [*settings.ARTEFACTS, *rooms]]
    for demo in demos:
        demo.load(programme, data, people)
    programme.refresh_from_db()  # it may be closed by now
    for demo in demos:
        getattr(demo, "load_later", _nothing)(programme, data, people)
    return programme


def _nothing(programme, data, people):
    """What most rooms load after the closing."""


def on_it(entry, at, said):
    """A step is taken on the entry itself, with what the file says."""
    return entry, said


def enter_rows(programme, facts, people, actions, add, *, by="manager", step_on=on_it):
    """Enters the rows of a log and takes their later steps, all in the order of their moments.

    `add` takes a row with who enters it and when: a minute after the one before, unless the row
    says `at` which moment. Its `steps` are each a moment, an action of the log, what that is given,
    and who takes it; `step_on` says on which row and with what.
    """
    partners = {partner.name: partner for partner in programme.partners.all()}
    todo, entries = [], {}
    for number, row in enumerate(facts["rows"]):
        row = dict(row)
        at = row.pop("at", facts.get("recorded")) + timedelta(minutes=number)
        if "lead_partner" in row:
            row["lead_partner"] = partners[row["lead_partner"]]
        if "owner_user" in row:
            row["owner_user"] = people[row["owner_user"]]
        steps = row.pop("steps", [])
        todo.append((at, number, "", row, by))
        for moment, action, said, *who in steps:
            todo.append((moment, number, action, said, *(who or [facts.get("steps_by", by)])))
    for at, number, action, said, who in sorted(todo, key=itemgetter(0, 1)):
        when = {"by": people[who], "at": at}
        if not action:
            entries[number] = add(when, **said)
        else:
            entry, given = step_on(entries[number], at, said)
            getattr(actions, action)(entry, **when, **given)


def _first_administrator(programme, people, at):
    """Nobody can give the first role: the installation does."""
    entry = next(one for one in people if "administrator" in one["roles"])
    admin = _user(entry)
    Membership.objects.create(user=admin, programme=programme, role="administrator", granted_at=at)
    return admin


@cache
def _password():
    """Hashed once for all of them: that is meant to take long."""
    return make_password(PASSWORD)


def _user(entry):
    user, created = User.objects.get_or_create(
        username=entry["username"],
        defaults={
            "job_title": entry["job_title"],
            "email": f"{entry['username']}@councils.example",
        },
    )
    if created:
        user.password = _password()
        user.save()
    return user


def _add_body(programme, admin, at, *, meetings, posts=(), **body):
    if "host" in body:
        body["host"] = programme.partners.get(name=body["host"])
    if "reports_to" in body:
        body["reports_to"] = programme.bodies.get(name=body["reports_to"])
    added = actions.add_body(programme=programme, by=admin, at=at, **body)
    for post in posts:
        lifecycle.add_post(added, by=admin, at=at, **post)
    for on in meetings:
        add_meeting(programme=programme, by=admin, at=at, body=added, on=on)


def _give_post(programme, admin, at, people, *, council, person, **post):
    """A statutory post of a council, and who signs in for it."""
    held = {**post, "person": people[person]}
    council_posts.give_post(programme.partners.get(name=council), by=admin, at=at, **held)


def _add_order(programme, manager, *, recorded, partners, bodies, owners, **order):
    """An order of reorganisation with what it says of partners, bodies and owners, by name."""
    who = {"by": manager, "at": recorded}
    added = reorganisation.add_order(programme=programme, **order, **who)
    known = {row.name: row for row in [*programme.partners.all(), *programme.bodies.all()]}
    partners, bodies = (
        {known[name]: known.get(after, after) for name, after in said.items()}
        for said in (partners, bodies)
    )
    reorganisation.set_successors(added, partners=partners, bodies=bodies, owners=owners, **who)


def _add_person(programme, admin, at, entry):
    user = _user(entry)
    body = Body.objects.get(programme=programme, name=entry["body"]) if "body" in entry else None
    for role in entry["roles"]:
        if not user.memberships.current().filter(programme=programme, role=role).exists():
            actions.give_role(
                programme=programme, by=admin, at=at, username=user.username, role=role, body=body
            )
    return user


def _judge_objectives(programme, manager, *, rows, recorded=None, **common):
    """Records what was achieved for each objective; `common` is what all rows share."""
    for row in rows:
        objective = programme.objectives.get(reference=row["reference"])
        said = {name: row[name].strip() for name in ("judgement", "statement")}
        actions.judge_objective(objective, by=manager, at=recorded, **said, **common)
