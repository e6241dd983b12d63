"""Rows of one log that read the same in two councils: whose each is stands beside its title."""

from collections import defaultdict

from programme.searching import fold


def told_apart(entries, position) -> list:
    """`entries` as they are shown together. One whose title another of them has as well, led by
    another partner, says who leads it (`whose`), by the partner's name of the position.
    """
    entries, leads = list(entries), defaultdict(set)
    if not entries or not type(entries[0]).lead_partner:  # objectives are the whole programme's
        return entries
    if len({one.lead_partner_id for one in entries}) == 1:
        return entries
    for one in entries:
        leads[fold(one.title)].add(one.lead_partner_id)
    several = {title for title, partners in leads.items() if len(partners) > 1}
    alike = [one for one in entries if one.lead_partner_id and fold(one.title) in several]
    if alike:
        partners = alike[0]._meta.get_field("lead_partner").related_model.objects
        names = partners.known({one.lead_partner_id for one in alike}, position.at)
        for one in alike:
            one.whose = names[one.lead_partner_id].name
    return entries
