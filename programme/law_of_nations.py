"""What the law of each nation says, with its dates. `programme/access_law.py` says what it means.

Earlier lists of exempt information in England and Wales (before 2006 and 2007) are not kept.
"""

from datetime import date

from programme.access_law import ClearDays, Duty, Nation, Paragraph, Schedule, day_before

ACCESS_ACT = date(1986, 4, 1)  # Local Government (Access to Information) Act 1985
EQUALITY_ACT = date(2011, 4, 5)  # its public sector duty
PLANNING = "Not for planning permission that an authority may give to itself"
REGISTERED = "Not what the law on companies, charities or societies has registered"
WEIGHED = "Exempt only while the public interest in keeping it back outweighs that in disclosing it"

PART_5A = "Local Government Act 1972, Part 5A"
ENGLAND_PARAGRAPHS = (
    Paragraph("1", "About an individual", True, PLANNING),
    Paragraph("2", "Likely to reveal who an individual is", True, PLANNING),
    Paragraph(
        "3",
        "Financial or business affairs of a person, the authority included",
        True,
        f"{REGISTERED}. {PLANNING}",
    ),
    Paragraph("4", "Consultations or negotiations on labour relations", True, PLANNING),
    Paragraph("5", "Legal professional privilege", True, PLANNING),
    Paragraph("6", "Notices, orders or directions that are intended", True, PLANNING),
    Paragraph("7", "Preventing, investigating or prosecuting crime", True, PLANNING),
)
WALES_PARAGRAPHS = tuple(
    Paragraph(str(int(one.number) + 11), one.words, one.number != "5", one.limits)
    for one in ENGLAND_PARAGRAPHS
)
AS_SUCH = "Only about somebody in that capacity"
SCOTLAND_PARAGRAPHS = (
    Paragraph("1", "An employee or office-holder, a former one, or an applicant", False, AS_SUCH),
    Paragraph("2", "An occupier of, or applicant for, the authority's housing", False, AS_SUCH),
    Paragraph("3", "Somebody who has, had or asks for a service", False, AS_SUCH),
    Paragraph("4", "Somebody who has, had or asks for financial assistance", False, AS_SUCH),
    Paragraph("5", "Adoption, care, fostering, education or supervision of a child", False),
    Paragraph(
        "6", "Financial or business affairs of a person other than the authority", False, REGISTERED
    ),
    Paragraph("7", "Social work reports on a person, and supervision", False),
    Paragraph(
        "8",
        "What the authority is ready to spend under a contract",
        False,
        "Only while disclosure would give a bidder an advantage",
    ),
    Paragraph(
        "9",
        "Terms in negotiations for a contract",
        False,
        "Only while disclosure would harm the authority's negotiations",
    ),
    Paragraph("10", "That the authority is a tenderer", False),
    Paragraph(
        "11",
        "Consultations or negotiations on labour relations",
        False,
        "Only while disclosure would harm the authority in them",
    ),
    Paragraph("12", "Advice of counsel, and legal proceedings", False),
    Paragraph(
        "13",
        "Notices, orders or directions that are intended",
        False,
        "Only while somebody could defeat their purpose",
    ),
    Paragraph("14", "Preventing, investigating or prosecuting crime", False),
    Paragraph("15", "Who a protected informant is", False),
)
NORTHERN_IRELAND_PARAGRAPHS = tuple(
    Paragraph(one.number, one.words.replace("authority", "council"), None)
    for one in ENGLAND_PARAGRAPHS
)

BEFORE_2011 = (
    Duty("Race Relations Act 1976, section 71", date(2001, 4, 2), day_before(EQUALITY_ACT), "Race"),
    Duty(
        "Disability Discrimination Act 1995, section 49A",
        date(2006, 12, 4),
        day_before(EQUALITY_ACT),
        "Disability",
    ),
    Duty(
        "Sex Discrimination Act 1975, section 76A",
        date(2007, 4, 6),
        day_before(EQUALITY_ACT),
        "Gender",
    ),
)
GREAT_BRITAIN = (
    *BEFORE_2011,
    Duty("Equality Act 2010, section 149", EQUALITY_ACT, None, "Public sector equality duty"),
)
SPECIFIC = "What has to be published, and when"
UNFAIR = "Unequal outcomes from socio-economic disadvantage"

ENGLAND_EXECUTIVE = tuple(
    Duty(f"SI 2012/2089, regulation {number}", date(2012, 9, 10), None, words)
    for number, words in (
        ("5", "A private meeting: notice 28 clear days before, and a second one five clear days"),
        ("7", "Agenda and reports are open five clear days before a public meeting"),
        ("9", "A key decision: notice 28 clear days before"),
        (
            "10",
            "General exception: the chair of overview and scrutiny is told five clear days before",
        ),
        ("11", "Special urgency: the chair of overview and scrutiny agrees that it cannot wait"),
    )
)

WALES_EXECUTIVE = (
    Duty(
        "SI 2001/2290 (W.178), regulations 3 and 4",
        date(2001, 7, 28),
        None,
        "Meetings are public, unless confidential or exempt information would be disclosed",
    ),
    Duty(
        "SI 2001/2290 (W.178), regulation 5; SI 2002/1385 (W.135)",
        date(2002, 5, 17),
        None,
        "Agenda and reports are open three clear days before, or the chair's opinion says why an"
        " item is urgent",
    ),
    Duty("SI 2021/357", date(2021, 5, 1), None, "Agenda and reports are on the council's website"),
)
NORTHERN_IRELAND_EXECUTIVE = (
    Duty(
        "SR 2015/44, regulation 19",
        date(2015, 4, 1),
        None,
        "The executive meets in public or in private",
    ),
    Duty(
        "SR 2015/44, regulation 20",
        date(2015, 4, 1),
        None,
        "A private meeting: notice with reasons 28 days before, and a second one, with what was"
        " said against it and the answer, five days before",
    ),
)
PART_8 = "Local Government Act (Northern Ireland) 2014, Part 8; SR 2014/153"
NEW_COUNCILS = date(2014, 6, 2)  # the councils that have been Northern Ireland's since 2015

NATIONS = {
    "ENG": Nation(
        "England",
        (
            ClearDays(PART_5A, ACCESS_ACT, date(2002, 9, 30), 3),
            ClearDays(f"{PART_5A}; SI 2002/715", date(2002, 10, 1), None, 5),
        ),
        (
            Schedule(
                "Local Government Act 1972, Schedule 12A, Parts 1 to 3; SI 2006/88",
                date(2006, 3, 1),
                None,
                ENGLAND_PARAGRAPHS,
                f"{WEIGHED} (paragraph 10).",
                frozenset({"3", "6"}),  # the Act of 1972, section 100F(2A)
            ),
        ),
        (
            *GREAT_BRITAIN,
            Duty("SI 2011/2260", date(2011, 9, 10), date(2017, 3, 30), SPECIFIC),
            Duty("SI 2017/353", date(2017, 3, 31), None, SPECIFIC),
        ),
        ENGLAND_EXECUTIVE,
    ),
    "WLS": Nation(
        "Wales",
        (ClearDays(PART_5A, ACCESS_ACT, None, 3),),
        (
            Schedule(
                "Local Government Act 1972, Schedule 12A, Parts 4 to 6; SI 2007/969 (W.86)",
                date(2007, 4, 21),
                None,
                WALES_PARAGRAPHS,
                f"{WEIGHED} (paragraph 21); legal professional privilege is not weighed.",
                frozenset({"14", "17"}),  # the Act of 1972, section 100F(2D)
            ),
        ),
        (
            *GREAT_BRITAIN,
            Duty("SI 2011/1064 (W.155)", date(2011, 4, 6), None, SPECIFIC),
            Duty("Equality Act 2010, section 1", date(2021, 3, 31), None, UNFAIR),
        ),
        WALES_EXECUTIVE,
    ),
    "SCT": Nation(
        "Scotland",
        (ClearDays("Local Government (Scotland) Act 1973, Part IIIA", ACCESS_ACT, None, 3),),
        (
            Schedule(
                "Local Government (Scotland) Act 1973, Schedule 7A",
                ACCESS_ACT,
                None,
                SCOTLAND_PARAGRAPHS,
                "The public interest is not weighed; some paragraphs have limits of their own.",
                frozenset({"6", "8", "10", "13", "15"}),  # the Act of 1973, section 50F(2)
            ),
        ),
        (
            *GREAT_BRITAIN,
            Duty("SSI 2012/162", date(2012, 5, 27), None, SPECIFIC),
            Duty("Equality Act 2010, section 1", date(2018, 4, 1), None, UNFAIR),
        ),
    ),
    "NIR": Nation(
        "Northern Ireland",
        (ClearDays(PART_8, NEW_COUNCILS, None, 5),),
        (
            Schedule(
                "Local Government Act (Northern Ireland) 2014, Schedule 6; SR 2014/153",
                NEW_COUNCILS,
                None,
                NORTHERN_IRELAND_PARAGRAPHS,
                "The limits of these paragraphs are not recorded here: read the Act.",
                frozenset({"3", "6"}),  # the Act of 2014, section 48(3)
            ),
        ),
        (
            Duty(
                "Northern Ireland Act 1998, section 75",
                date(2000, 1, 1),
                None,
                "Equality of opportunity and good relations",
            ),
        ),
        NORTHERN_IRELAND_EXECUTIVE,
        background_years=None,
    ),
}
