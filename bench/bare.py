"""The yardsticks: what a page has to fetch or keep by plain SQL, and one f-string, behind the same
sign-in.
"""

import csv
import io
from html import escape

from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from risks.models import Risk

MINE = """
    JOIN programme_programme p ON p.id = r.programme_id
    JOIN programme_membership m ON m.programme_id = p.id AND m.user_id = %s AND m.ended_at IS NULL
"""
REGISTER = f"""
    SELECT r.reference, r.title, r.owner, r.likelihood, r.impact, r.score,
           t.likelihood * t.impact, r.state, r.review_on, r.updated_at, r.updated_by_name
    FROM risks_risk r {MINE}
    LEFT JOIN risks_assessment t ON t.risk_id = r.id AND t.kind = 'target'
    WHERE p.slug = %s ORDER BY r.number LIMIT %s
"""
COUNTS = f"""
    SELECT count(*), count(*) FILTER (WHERE r.score >= 15),
           count(*) FILTER (WHERE r.review_on < %s) FROM risks_risk r {MINE} WHERE p.slug = %s
"""
WORST = f"""
    SELECT r.reference, r.title, r.score FROM risks_risk r {MINE}
    WHERE p.slug = %s ORDER BY r.score DESC, r.number LIMIT 20
"""
ONE = f"SELECT r.* FROM risks_risk r {MINE} WHERE p.slug = %s AND r.reference = %s"
ASSESSMENTS = "SELECT * FROM risks_assessment WHERE risk_id = %s ORDER BY id"
EVENTS = "SELECT at, by_name, verb, changes FROM programme_auditevent WHERE subject_id = %s"
PLACES = f"""
    SELECT r.likelihood, r.impact, count(*) FROM risks_risk r {MINE}
    WHERE p.slug = %s AND r.state IN ('open', 'treating') GROUP BY 1, 2
"""
COPIED = ", ".join(
    field.column
    for field in Risk.history.model._meta.concrete_fields
    if field.name not in ("history_id", "history_date", "history_type")
)
ADD_PAST = f"""
    INSERT INTO risks_historicalrisk ({COPIED}, history_date, history_type)
    SELECT {COPIED}, %s, '~' FROM risks_historicalrisk
    WHERE id = %s ORDER BY history_id DESC LIMIT 1
"""
ADD_EVENT = """
    INSERT INTO programme_auditevent (programme_id, at, by_id, by_name, log, verb, subject_type,
        subject_id, reference, title, changes, reason, corrects)
    VALUES (%s, %s, %s, '', 'risks', 'changed', 'risks.risk', %s, 'R1', '', '[]', '', FALSE)
"""


def found(query, *values):
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def lines(rows):
    return "".join(
        f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>" for row in rows
    )


def page(title, *tables):
    body = "".join(f"<table>{lines(rows)}</table>" for rows in tables)
    return HttpResponse(f"<!DOCTYPE html><title>{title}</title>{body}")


def register(request, slug):
    return page("Risks", found(REGISTER, request.user.id, slug, 50))


def overview(request, slug):
    who = request.user.id
    counts = found(COUNTS, timezone.localdate(), who, slug)
    return page("Overview", counts, found(WORST, who, slug))


def detail(request, slug, reference):
    rows = found(ONE, request.user.id, slug, reference)
    return page("Risk", rows, found(ASSESSMENTS, rows[0][0]), found(EVENTS, rows[0][0]))


@csrf_exempt
@transaction.atomic
def edit(request, slug, reference):
    row = found(ONE, request.user.id, slug, reference)[0]
    now, title = timezone.now(), request.POST["title"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE risks_risk SET title = %s WHERE id = %s", [title, row[0]])
        cursor.execute(ADD_PAST, [now, row[0]])
        programme = found("SELECT id FROM programme_programme WHERE slug = %s", slug)[0][0]
        cursor.execute(ADD_EVENT, [programme, now, request.user.id, row[0]])
    return HttpResponse(status=302, headers={"Location": "/"})


def as_csv(request, slug):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(found(REGISTER, request.user.id, slug, 100_000))
    return HttpResponse(out.getvalue(), content_type="text/csv")


def heat_map(request, slug):
    cells = "".join(
        f'<rect x="{likelihood * 100}" y="{500 - impact * 60}" width="100" height="60"/>'
        f'<text x="{likelihood * 100}" y="{500 - impact * 60}">{number}</text>'
        for likelihood, impact, number in found(PLACES, request.user.id, slug)
    )
    return HttpResponse(f"<!DOCTYPE html><title>Heat map</title><svg>{cells}</svg>")


urlpatterns = [
    path("<slug:slug>/", register),
    path("<slug:slug>/overview/", overview),
    path("<slug:slug>/heat-map/", heat_map),
    path("<slug:slug>/csv/", as_csv),
    path("<slug:slug>/<str:reference>/", detail),
    path("<slug:slug>/<str:reference>/edit/", edit),
]
