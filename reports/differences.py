"""What differs between two versions of a report, as a reader would mark it: row by row, figure by
figure.
"""

from difflib import SequenceMatcher
from itertools import zip_longest

from papers.choices import Language, Second, Withheld
from programme.formats import day, moment, time_of_day
from programme.reporting import tables_of

from .attached import TITLE, file_in_words
from .background import BACKGROUND, background_in_words
from .besides import besides
from .choices import APPENDICES, Urgency
from .document import label
from .editions import kept_back, titles_in
from .printed_words import lines_of
from .table_differences import BLANK, differs, listed, table_differences

SECOND_TITLE = "Title in the second language"
FINDING = (
    ("printed", "Printed"),
    ("source", "Document"),
    ("computed", "Computed"),
    ("note", "Explanation"),
)


def differences(old, new) -> list[dict]:
    """Each difference of what is printed as {"place", "was", "now"}, in the order of the newer
    version; all of them in words. What every version says of itself is none: its number, its
    reason, what it supersedes.
    """
    before = {table["key"]: table for table in tables_of(old)}
    after = {table["key"]: table for table in tables_of(new)}
    found = [*_heading(old["heading"], new["heading"]), *_order(old, new), *_written(old, new)]
    for key, table in after.items():
        if key not in before:
            found.append(differs(table["title"], "", "added to the report"))
        else:
            found += table_differences(before[key], table)
    gone = [table for key, table in before.items() if key not in after]
    found += [differs(table["title"], "in the report", "left out") for table in gone]
    found += [*_besides(old, new), *_checks(old, new), *_attached(old, new), *_background(old, new)]
    return [*found, *_kept_back(old, new)]


def _kept_back(old, new):
    """What came to be kept from the public, or is kept back no more, and why."""
    before, after = kept_back(old), kept_back(new)
    titles = titles_in(old) | titles_in(new)
    return [
        differs(f"{titles[key]}: kept from the public", was or BLANK, now or BLANK)
        for key in {**after, **before}
        for was, now in [[_why_kept(of.get(key)) for of in (before, after)]]
        if was != now
    ]


def kept_in_words(content) -> list[str]:
    """What of a content is kept from the public, each with the paragraph."""
    titles = titles_in(content)
    return [f"{titles[key]}: {_why_kept(one)}" for key, one in kept_back(content).items()]


def _why_kept(entry):
    """Why something is kept back, in words; blank where it is not."""
    if not entry:
        return ""
    under = [f"Paragraph {entry['paragraph']} of {entry['law']}"] if entry["paragraph"] else []
    review = [f"review on {day(entry['review_on'])}"] if entry["review_on"] else []
    open_ones = ["open to other members of the council"] if entry.get("open_to_members") else []
    words = [Withheld(entry["kind"]).label, *under, *open_ones, *review]
    return "; ".join([*words, *filter(None, [entry.get("why")])])


def _attached(old, new):
    """The attached documents: which came and went, what they are called, their files, their
    order.
    """
    before, after = ({one["key"]: one for one in of.get("attached", [])} for of in (old, new))
    titles = {key: one["title"] for key, one in after.items() if key in before}
    orders = ([titles[key] for key in of if key in titles] for of in (before, after))
    found = []
    for key in {**after, **before}:
        was, now = before.get(key), after.get(key)
        place = f"{TITLE}: {(now or was)['title']}"
        if was and now and was["title"] != now["title"]:
            found.append(differs(f"{place}, title", was["title"], now["title"]))
        said = [file_in_words(of) if of and "left_out" not in of else "" for of in (was, now)]
        if said[0] != said[1]:
            gone = "not published" if now else "left out"
            found.append(differs(place, said[0], said[1] or gone))
    return [*found, *listed(f"Order of the {TITLE.lower()}", *orders)]


def _background(old, new):
    """The background papers: which came and went."""
    before, after = ({one["key"]: one for one in of.get("background", [])} for of in (old, new))
    for key in {**after, **before}:
        if (key in before) != (key in after):
            one = after.get(key) or before[key]
            words = background_in_words(one)
            said = (words, "left out") if key in before else ("", words)
            yield differs(f"{BACKGROUND}: {one['title']}", *said)


def _heading(old, new):
    was, now = _facts(old), _facts(new)
    if ("second" in old) != ("second" in new):  # that the language came or went says its title too
        was.pop(SECOND_TITLE), now.pop(SECOND_TITLE)
    return [
        differs(label, was[label] or BLANK, now[label] or BLANK)
        for label in now
        if was[label] != now[label]
    ]


def _facts(heading):
    """What the first page says above the contents, in words."""
    on, since, urgency = (heading.get(name) for name in ("meeting_on", "since", "urgency"))
    time = heading.get("meeting_time")
    return {
        "Title": heading["title"],
        "Language": Language(heading.get("language", Language.ENGLISH)).label,
        SECOND_TITLE: heading.get("second", {}).get("title"),
        "In the other language": _said_besides(heading),
        "Body": heading["body"],
        "Programme": heading["programme"],
        "Partners": ", ".join(heading.get("partners", [])),
        "Meeting": f"{day(on)} at {time_of_day(time)}" if on and time else on and day(on),
        "Changes since": since and moment(since),
        "Kind of urgency": _kind(urgency),
        "Reason for urgency": urgency and urgency["reason"],
        "Reason for urgency, given by": urgency and urgency["given_by"],
        "Reason for urgency, given on": urgency and day(urgency.get("on")),
        "Notices": " ".join(heading.get("notices", [])),
    }


def _kind(urgency):
    kind = urgency and urgency.get("kind")
    return kind and Urgency(kind).label


def _said_besides(heading):
    """How a report is said in the other language."""
    if "second" in heading:
        return Second.WRITTEN.label
    return Second.ATTACHED.label if "second_document" in heading else ""


def _order(old, new):
    """The parts that both versions have, where they stand in another order, or the appendices
    begin elsewhere.
    """
    titles = {part["key"]: part["title"] for part in [*new["sections"], *new.get("words", [])]}
    titles[APPENDICES] = "(appendices)"
    was, now = (one.get("order", [part["key"] for part in one["sections"]]) for one in (old, new))
    both = set(was) & set(now) | {APPENDICES}
    orders = ([titles[key] for key in keys if key in both] for keys in (was, now))
    return listed("Order of the parts", *orders)


def _written(old, new):
    """What people wrote, line by line: each is named by its number, or by what it said."""
    before = {part["key"]: part for part in old.get("words", [])}
    after = {part["key"]: part for part in new.get("words", [])}
    found = []
    for key, part in after.items():
        title = f"{label(part['number'])}{part['title']}"
        if key not in before:
            found.append(differs(title, "", "added to the report"))
        else:
            found += listed(f"{title}: title", [before[key]["title"]], [part["title"]])
            asked = ([one["label"] for one in of.get("fields", [])] for of in (before[key], part))
            found += listed(f"{title}: headings", *asked)
            found += _fields(title, *(of.get("fields", []) for of in (before[key], part)))
            rest = ({**of, "fields": []} for of in (before[key], part))
            found += _lines(title, *map(lines_of, rest))
            found += _in_second(title, *(one.get("second", {}) for one in (before[key], part)))
    gone = [part for key, part in before.items() if key not in after]
    return found + [differs(part["title"], "in the report", "left out") for part in gone]


def _fields(title, old, new):
    """What is answered otherwise. That a field came, went or moved, the headings say; one that has
    another heading keeps its answer.
    """
    was, now = (lines_of({"fields": fields}) for fields in (old, new))
    before, after = dict(was), dict(now)
    if len(before) < len(was) or len(after) < len(now):  # two of one heading
        return _lines(title, was, now)
    both = [label for label in after if label in before]
    found = [
        differs(f"{title}: {label}", before[label] or BLANK, after[label] or BLANK)
        for label in both
        if before[label] != after[label]
    ]
    rest = ([line for line in lines if line[0] not in both and line[1]] for lines in (was, now))
    return found + _lines(title, *rest)


def _in_second(title, old, new):
    """What differs in the second language of a part, where both versions have it."""
    if not old or not new:
        return []  # that it came or went is said of the whole
    place = f"{title}, in the second language"
    heading = listed(f"{place}: title", [old["title"]], [new["title"]])
    return heading + _lines(place, lines_of(old), lines_of(new))


def _lines(title, old, new):
    """Lines that differ: what stands in place of what, then what came or went."""
    found = []
    matcher = SequenceMatcher(None, [words for _, words in old], [words for _, words in new])
    for how, i, j, k, m in matcher.get_opcodes():
        if how == "equal":
            continue
        for was, now in zip_longest(old[i:j], new[k:m]):
            number = (now or was)[0]
            place = f"{title}: {number}" if number else title
            found.append(differs(place, was[1] if was else "", now[1] if now else "left out"))
    return found


def _besides(old, new):
    """What stands beside the tables that both versions have."""
    before, found = {section["key"]: section for section in old["sections"]}, []
    titles = ({table["title"] for table in tables_of(one)} for one in (old, new))
    alone = set.symmetric_difference(*titles)  # told already: the whole table came or went
    for section in new["sections"]:
        if section["key"] in before:
            (was, drawn), (now, redrawn) = besides(before[section["key"]]), besides(section)
            places = [one for one in {**now, **was} if one.rpartition(": ")[0] not in alone]
            for place in places:
                lines = ([("", words) for words in of.get(place, [])] for of in (was, now))
                found += _lines(place, *lines)
            for picture in {**redrawn, **drawn}:
                pair = drawn.get(picture), redrawn.get(picture)
                found += _picture(f"{section['title']}: {picture}", *pair)
    return found


def _picture(place, was, now):
    if was == now:
        return []
    return [differs(place, "in the report" if was else "", "drawn anew" if now else "left out")]


def _checks(old, new):
    """What the last page says of figures that do not agree, and of the check."""
    before, found = {one["key"]: one for one in old.get("findings", [])}, []
    after = {one["key"]: one for one in new.get("findings", [])}
    for key, one in {**after, **before}.items():
        place = f"Figures that do not agree: {one['section']}: {one['place']}"
        was, now = before.get(key, {}), after.get(key, {})
        for name, called in FINDING:
            if (was.get(name) or "") != (now.get(name) or ""):
                pair = (of.get(name) or BLANK if of else "not listed" for of in (was, now))
                found.append(differs(f"{place}, {called}", *pair))
    lines = ([("", said) for said in of.get("checks", [])] for of in (old, new))
    return found + _lines("Checks made before publication", *lines)
