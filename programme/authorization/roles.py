"""The roles, in the field's own words.

Each app's `permissions.py` says which roles hold which permission.
"""

from django.db import models


class Role(models.TextChoices):
    """What a person is in a programme. One person may hold several."""

    PROGRAMME_MANAGER = "programme_manager", "Programme manager"
    WORKSTREAM_LEAD = "workstream_lead", "Workstream lead"
    PARTNER_DIRECTOR = "partner_director", "Partner director"
    FINANCE_OFFICER = "finance_officer", "Finance officer"
    LEGAL_OFFICER = "legal_officer", "Legal officer"
    DEMOCRATIC_SERVICES = "democratic_services", "Democratic services officer"
    COMMITTEE_MEMBER = "committee_member", "Committee member"
    SCRUTINY_OFFICER = "scrutiny_officer", "Scrutiny officer"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


EVERYONE = frozenset(Role)

# A committee member reads what was published; everybody else also reads the logs behind it.
LOG_READERS = EVERYONE - {Role.COMMITTEE_MEMBER}


class ServiceRole(models.TextChoices):
    """What a person is in the installation, whatever they are in its programmes."""

    ADMINISTRATOR = "service_administrator", "Service administrator"
    CREATOR = "programme_creator", "Programme creator"
