"""Dates as officers of councils wrote them: what each is read as, or that it is only kept."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from programme.date_phrases import read, read_one, told

pytestmark = pytest.mark.once

MEANT = """
‎31/10/2026 = 31 October 2026
31/10/2026​ = 31 October 2026
‪31 Oct­ 2026‬ = 31 October 2026
Oct’26 = 1 to 31 October 2026
calendar Q3 2026 = 1 July to 30 September 2026
calendar H1 2026 = 1 January to 30 June 2026
Dec to Feb 2027 = 1 December 2026 to 28 February 2027
Dec - Feb 27 = 1 December 2026 to 28 February 2027
31 Dec - 2 Jan 2027 = 31 December 2026 to 2 January 2027
31 Dec – 2 Jan 27 = 31 December 2026 to 2 January 2027
autumn to spring 2027 = 1 September 2026 to 31 May 2027
as at 31/3/26 = 31 March 2026
as of 31 March 2026 = 31 March 2026
COP 30 April 2026 = 30 April 2026
30 April 2026 COB = 30 April 2026
close of play 30 April 2026 = 30 April 2026
end of day 30/4/26 = 30 April 2026
effective 1 April 2026 = 1 April 2026
w.e.f. 1 April 2026 = 1 April 2026
with effect from 1 April 2026 = 1 April 2026
last day of Feb 2028 = 29 February 2028
last day of March 26 = 31 March 2026
first day of Q2 2026/27 = 1 July 2026
trydydd chwarter 2026/27 = 1 October to 31 December 2026
pedwerydd chwarter 26/27 = 1 January to 31 March 2027
yr to Mar 27 = 1 April 2026 to 31 March 2027
six months to 30 Sept 2026 = 1 April to 30 September 2026
nine months to 31 Dec 2026 = 1 April to 31 December 2026
26/04/2026 - Sunday = 26 April 2026
31.12.49 = 31 December 2049
FY 25-26 = 1 April 2025 to 31 March 2026
F/Y 2026/27 = 1 April 2026 to 31 March 2027
Fin year 2026/27 = 1 April 2026 to 31 March 2027
financial year ending 31 March 2027 = 1 April 2026 to 31 March 2027
FYE 31 March 2027 = 1 April 2026 to 31 March 2027
y/e 31 March 2027 = 1 April 2026 to 31 March 2027
Y/E March 2027 = 1 April 2026 to 31 March 2027
year to 31 March 2027 = 1 April 2026 to 31 March 2027
yr ending 31/3/27 = 1 April 2026 to 31 March 2027
yr end 2026/27 = 31 March 2027
year-end 2026/27 = 31 March 2027
year end 31 March 2027 = 1 April 2026 to 31 March 2027
quarter ending 30 June 2026 = 1 April to 30 June 2026
qtr to Sept 2026 = 1 July to 30 September 2026
half year to 30 September 2026 = 1 April to 30 September 2026
month ending 31 May 2026 = 1 to 31 May 2026
Dec 2025-Jan 2026 = 1 December 2025 to 31 January 2026
Dec 25/Jan 26 = 1 December 2025 to 31 January 2026
Dec 25 - Jan 26 = 1 December 2025 to 31 January 2026
Dec-25 to Jan-26 = 1 December 2025 to 31 January 2026
Dec-25/Jan-26 = 1 December 2025 to 31 January 2026
Nov 25–Feb 26 = 1 November 2025 to 28 February 2026
April to June 26 = 1 April to 30 June 2026
Apr–Jun 2026 = 1 April to 30 June 2026
late 2026/27 = 1 December 2026 to 31 March 2027
early 26/27 = 1 April to 31 July 2026
end of Q2 2026/27 = 1 to 30 September 2026
end Q3 2024/25 = 1 to 31 December 2024
early Q3 2026/27 = 1 to 31 October 2026
mid Q3 26/27 = 1 to 30 November 2026
by the end of H1 2026/27 = 1 August to 30 September 2026
H1 2026/27 = 1 April to 30 September 2026
H2 26/27 = 1 October 2026 to 31 March 2027
1H 2026/27 = 1 April to 30 September 2026
first half of 2026/27 = 1 April to 30 September 2026
half 1 2026/27 = 1 April to 30 September 2026
2nd half of March 2026 = 16 to 31 March 2026
first half of March 2026 = 1 to 15 March 2026
H1/2026-27 = 1 April to 30 September 2026
2026/27 H2 = 1 October 2026 to 31 March 2027
H1-H2 2026/27 = 1 April 2026 to 31 March 2027
24-25 = 1 April 2024 to 31 March 2025
99/00 = 1 April 1999 to 31 March 2000
Q3/2024-25 = 1 October to 31 December 2024
Q3 - 2024/25 = 1 October to 31 December 2024
Q3, 2024/25 = 1 October to 31 December 2024
Q3 (2024/25) = 1 October to 31 December 2024
Q3-2024/25 = 1 October to 31 December 2024
Q 3 2024/25 = 1 October to 31 December 2024
3Q 2024/25 = 1 October to 31 December 2024
Quarter three 2024/25 = 1 October to 31 December 2024
3rd quarter 2024/25 = 1 October to 31 December 2024
3rd qtr of 24/25 = 1 October to 31 December 2024
last quarter of 2024/25 = 1 January to 31 March 2025
final quarter 2024/25 = 1 January to 31 March 2025
Q1 & Q2 2025/26 = 1 April to 30 September 2025
Q1/Q2 2025/26 = 1 April to 30 September 2025
Q1 to Q3 2025/26 = 1 April to 31 December 2025
Q4 2025/26 to Q1 2026/27 = 1 January to 30 June 2026
Q4 2025/26-Q1 2026/27 = 1 January to 30 June 2026
Qtr3 24/25 = 1 October to 31 December 2024
Q3 24-25 = 1 October to 31 December 2024
Q3 '24/25 = 1 October to 31 December 2024
Q3 2024/2025 = 1 October to 31 December 2024
01/04/2026 00:00 = 1 April 2026
01/04/2026 00:00:00 = 1 April 2026
1/4/26 10:30 = 1 April 2026
27 March 2026 18:30 = 27 March 2026
27 March 2026, 6.30pm = 27 March 2026
27 March 2026 6.30 pm = 27 March 2026
27 March 2026 10.30 = 27 March 2026
27 March 2026 at 14:00-16:00 = 27 March 2026
27 March 2026 2-4pm = 27 March 2026
27 March 2026 @ 10am = 27 March 2026
10am 27 March 2026 = 27 March 2026
10:00 on 1 April 2026 = 1 April 2026
27 March 2026 1800 hrs = 27 March 2026
27 March 2026 noon = 27 March 2026
12 noon on 27 March 2026 = 27 March 2026
Friday 27 March 2026 2pm = 27 March 2026
2026-03-27T14:00:00 = 27 March 2026
2026-03-27T00:00:00Z = 27 March 2026
2026-03-27 00:00:00.000 = 27 March 2026
27/03/2007 (Tuesday) = 27 March 2007
27/3/07 Tues = 27 March 2007
27 March 2026 (Fri) = 27 March 2026
(Fri) 27 March 2026 = 27 March 2026
Fri. 27.3.26 = 27 March 2026
27 - 3 - 2007 = 27 March 2007
27 – 3 – 07 = 27 March 2007
27/3 /2007 = 27 March 2007
27 - Mar - 2007 = 27 March 2007
27th. March 2026 = 27 March 2026
27. March 2026 = 27 March 2026
27.Mar.2026 = 27 March 2026
27 03 2026 = 27 March 2026
2026 March 27 = 27 March 2026
2026-Mar-27 = 27 March 2026
Mar-27-2026 = 27 March 2026
20260401 = 1 April 2026
01042026 = 1 April 2026
27March2026 = 27 March 2026
27mar26 = 27 March 2026
1st of April, 2026 = 1 April 2026
the 1st April 2026 = 1 April 2026
1 st April 2026 = 1 April 2026
27 Mar. '26 = 27 March 2026
Nov. 30th, '26 = 30 November 2026
Nov 30 ’26 = 30 November 2026
2026-11-30T10:00+00:00 = 30 November 2026
2026-06-30T22:59:59.000Z = 30 June 2026
target date: 30/6/27 = 30 June 2027
Due date 30/6/27 = 30 June 2027
deadline 30/6/27 = 30 June 2027
deadline: June 2027 = 1 to 30 June 2027
Gwener 27 Mawrth 2026 = 27 March 2026
Gwe 27 Maw 2026 = 27 March 2026
Mawrth 31 Mawrth 2026 = 31 March 2026
Mawrth 31 2026 = 31 March 2026
Dydd Mawrth 31 Mawrth 2026 = 31 March 2026
ddydd Gwener 27 Mawrth 2026 = 27 March 2026
Llun 30 Mawrth 2026 = 30 March 2026
Iau 2 Ebrill 2026 = 2 April 2026
Sul, 5ed Ebrill 2026 = 5 April 2026
nos Lun 30 Mawrth 2026 = 30 March 2026
erbyn 31ain Mawrth 2026 = 31 March 2026
erbyn diwedd Mawrth 2026 = 21 to 31 March 2026
ar ddiwedd mis Mehefin 2026 = 21 to 30 June 2026
yng nghanol Mai 2026 = 11 to 20 May 2026
dechrau Ebrill 2026 = 1 to 10 April 2026
ddechrau 2027 = 1 January to 30 April 2027
1af Chwefror 2026 = 1 February 2026
2 Chwe 2026 = 2 February 2026
3ydd o Fedi 2026 = 3 September 2026
4 Fehefin 2026 = 4 June 2026
ym mis Tachwedd 2026 = 1 to 30 November 2026
yn Nhachwedd 2026 = 1 to 30 November 2026
yng Ngorffennaf 2026 = 1 to 31 July 2026
Rhag 2026 = 1 to 31 December 2026
20fed o Ragfyr 2026 = 20 December 2026
y 1af o Orffennaf 2026 = 1 July 2026
Gwanwyn 2027 = 1 March to 31 May 2027
Haf 2027 = 1 June to 31 August 2027
Hydref 2027 = 1 to 31 October 2027
Gaeaf 2026/27 = 1 December 2026 to 28 February 2027
rhwng 1 a 5 Mehefin 2026 = 1 to 5 June 2026
1 i 5 Mehefin 2026 = 1 to 5 June 2026
Mawrth neu Ebrill 2026 = 1 March to 30 April 2026
Ch3 2024/25 = 1 October to 31 December 2024
Chwarter 3 2024/25 = 1 October to 31 December 2024
blwyddyn ariannol 2026/27 = 1 April 2026 to 31 March 2027
wythnos yn dechrau 2 Mawrth 2026 = 2 to 8 March 2026
tua Mawrth 2026 = 1 to 31 March 2026
hanner cyntaf 2026/27 = 1 April to 30 September 2026
hyd at 31 Mawrth 2026 = 31 March 2026
2 Hyd 2026 = 2 October 2026
Medi-Hyd 2026 = 1 September to 31 October 2026
w/c 2 March 2026 = 2 to 8 March 2026
wc 2/3/26 = 2 to 8 March 2026
W/C Mon 2 March 2026 = 2 to 8 March 2026
w/b 2 March 26 = 2 to 8 March 2026
w/e 6 March 2026 = 28 February to 6 March 2026
w/ending 6/3/26 = 28 February to 6 March 2026
week ending Fri 6 March 2026 = 28 February to 6 March 2026
week of 2 March 2026 = 2 to 8 March 2026
week of 4 March 2026 = 2 to 8 March 2026
week of Monday 2 March 2026 = 2 to 8 March 2026
Week 2 of March 2026 = 8 to 14 March 2026
2nd week of March 2026 = 8 to 14 March 2026
wk comm 2 March 2026 = 2 to 8 March 2026
week comm. 2/3/26 = 2 to 8 March 2026
w/c 2 or 9 March 2026 = 2 to 15 March 2026
w/c 2 March to w/c 16 March 2026 = 2 to 22 March 2026
w/c 30/3/26 or 6/4/26 = 30 March to 12 April 2026
week beginning 2.3.26 = 2 to 8 March 2026
first week in March 2026 = 1 to 7 March 2026
no later than 30 June 2026 = 30 June 2026
not later than 30/6/26 = 30 June 2026
31 March 2026 at the latest = 31 March 2026
by 31 March 2026 latest = 31 March 2026
on or before 31 March 2026 = 31 March 2026
from 1 April 2026 = 1 April 2026
until 31 March 2026 = 31 March 2026
up to 31 March 2026 = 31 March 2026
from 1 April 2026 until 31 March 2027 = 1 April 2026 to 31 March 2027
between March and May 2026 = 1 March to 31 May 2026
circa March 2027 = 1 to 31 March 2027
c. March 2027 = 1 to 31 March 2027
c.2027 = 1 January to 31 December 2027
c March 2027 = 1 to 31 March 2027
ca. 27 March 2027 = 27 March 2027
approx. 27 March 2027 = 27 March 2027
about June 2026 = 1 to 30 June 2026
~June 2026 = 1 to 30 June 2026
March 2026? = 1 to 31 March 2026
27 March 2026 (TBC) = 27 March 2026
TBC March 2026 = 1 to 31 March 2026
27 March 2026 tbc = 27 March 2026
27 March 2026 (provisional) = 27 March 2026
est. June 2026 = 1 to 30 June 2026
spring 2027 = 1 March to 31 May 2027
Spring '27 = 1 March to 31 May 2027
late spring 2027 = 1 to 31 May 2027
early summer 2027 = 1 to 30 June 2027
Summer/Autumn 2026 = 1 June to 30 November 2026
autumn/winter 2026 = 1 September 2026 to 28 February 2027
Winter 2026 = 1 December 2026 to 28 February 2027
winter 2026-27 = 1 December 2026 to 28 February 2027
Mar-26 = 1 to 31 March 2026
Mar 08 = 1 to 31 March 2008
Apr-31 = 1 to 30 April 2031
April 2026/27 = 1 to 30 April 2026
March 2026/27 = 1 to 31 March 2027
March FY26/27 = 1 to 31 March 2027
Jan 2025/26 = 1 to 31 January 2026
4/26 = 1 to 30 April 2026
12/26 = 1 to 31 December 2026
04/2026 = 1 to 30 April 2026
4-2026 = 1 to 30 April 2026
2026-04 = 1 to 30 April 2026
2026 to 2028 = 1 January 2026 to 31 December 2028
2025 - 26 = 1 April 2025 to 31 March 2026
2025/6 = 1 April 2025 to 31 March 2026
31 Mar - 3 Apr 2026 = 31 March to 3 April 2026
31 March–3 April 2026 = 31 March to 3 April 2026
1-5 June 2026 = 1 to 5 June 2026
1 June – 5 July 2026 = 1 June to 5 July 2026
3 or 4 March 2026 = 3 to 4 March 2026
3 & 4 March 2026 = 3 to 4 March 2026
1 April 2026 -31 March 2027 = 1 April 2026 to 31 March 2027
1/4/26-31/3/27 = 1 April 2026 to 31 March 2027
01.04.26-31.03.27 = 1 April 2026 to 31 March 2027
1/4/26 to 31/3/27 = 1 April 2026 to 31 March 2027
27 Mar 26-3 Apr 26 = 27 March to 3 April 2026
Mid to late March 2026 = 11 to 31 March 2026
mid-to-late March 2026 = 11 to 31 March 2026
mid/late March 26 = 11 to 31 March 2026
March 2026 (end) = 21 to 31 March 2026
end-March 2026 = 21 to 31 March 2026
month end March 2026 = 21 to 31 March 2026
end of month March 2026 = 21 to 31 March 2026
towards the end of March 2026 = 21 to 31 March 2026
late Feb/early March 2026 = 21 February to 10 March 2026
start of 2026/27 = 1 April to 31 July 2026
first Monday of March 2026 = 2 March 2026
2nd Tuesday of May 2027 = 11 May 2027
last Friday in March 2026 = 27 March 2026
1st Monday in March 2026 = 2 March 2026
27 March 2026 / 3 April 2026 = 27 March to 3 April 2026
end of calendar year 2026 = 1 September to 31 December 2026
end of year 2026 = 1 September to 31 December 2026
calendar year 2026 = 1 January to 31 December 2026
end of the financial year 2026/27 = 1 December 2026 to 31 March 2027
month of March 2026 = 1 to 31 March 2026
for March 2026 = 1 to 31 March 2026
during summer 2026 = 1 June to 31 August 2026
sometime in 2027 = 1 January to 31 December 2027
due 31/3/26 = 31 March 2026
planned for June 2026 = 1 to 30 June 2026
Sept-Oct 2026 = 1 September to 31 October 2026
Sep/Oct 26 = 1 September to 31 October 2026
2 Sept 26 = 2 September 2026
06/05/2026 = 6 May 2026
6/5/26 = 6 May 2026
6.5.26 = 6 May 2026
May 2026 = 1 to 31 May 2026
31 12 2026 = 31 December 2026
3rd/4th March 2026 = 3 to 4 March 2026
3rd – 4th March 2026 = 3 to 4 March 2026
2026 = 1 January to 31 December 2026
Q3FY26/27 = 1 October to 31 December 2026
Apr 26 - Mar 27 = 1 April 2026 to 31 March 2027
Dec 10/Jan 11 = 1 December 2010 to 31 January 2011
2026/27 Q1 = 1 April to 30 June 2026
26/27 Q1 = 1 April to 30 June 2026
27-28 March 26 = 27 to 28 March 2026
TBC - by March 2026 = 1 to 31 March 2026
1/4/2026 9:00:00 AM = 1 April 2026
12.10.2026 - 10:00 = 12 October 2026
Wednesday 1st April, 2026 at 7.00 p.m. = 1 April 2026
1 April 2026 7 p.m. = 1 April 2026
1 April 2026, 6:30 p.m. = 1 April 2026
Q1 2026-27 = 1 April to 30 June 2026
2026-27 Q1 = 1 April to 30 June 2026
Mar. '26 = 1 to 31 March 2026
mid-March to mid-April 2026 = 11 March to 20 April 2026
early/mid 2026 = 1 January to 31 August 2026
end of 2026/early 2027 = 1 September 2026 to 30 April 2027
late 2026 to early 2027 = 1 September 2026 to 30 April 2027
end 2026 / start 2027 = 1 September 2026 to 30 April 2027
by Q2 26/27 = 1 July to 30 September 2026
Q2 and Q3 2026/27 = 1 July to 31 December 2026
2026/27 (Q3) = 1 October to 31 December 2026
Q3 & Q4 26/27 = 1 October 2026 to 31 March 2027
Dec. 2026 = 1 to 31 December 2026
31st Mar.2026 = 31 March 2026
31 st March 2026 = 31 March 2026
Winter 2026/Spring 2027 = 1 December 2026 to 31 May 2027
January, 2027 = 1 to 31 January 2027
Ebrill-Mehefin 2026 = 1 April to 30 June 2026
Mehefin/Gorffennaf 2026 = 1 June to 31 July 2026
o Ebrill 2026 i Fawrth 2027 = 1 April 2026 to 31 March 2027
1 Ebrill 2026 – 31 Mawrth 2027 = 1 April 2026 to 31 March 2027
2026/2027 = 1 April 2026 to 31 March 2027
FY2026/2027 = 1 April 2026 to 31 March 2027
01-Apr-2026 10:00 = 1 April 2026
week ending Sunday 5 April 2026 = 30 March to 5 April 2026
Mid Nov 26 = 11 to 20 November 2026
30th/31st March 26 = 30 to 31 March 2026
between 3rd and 7th March 2026 = 3 to 7 March 2026
31-3-26 = 31 March 2026
31–3–26 = 31 March 2026
06-Apr-26 = 6 April 2026
2026-4-6 = 6 April 2026
"""
KEPT = """
Dec/Jan 2026
December or January 2027
late to early March 2026
27 to 3 March 2026
close of 2026
last working day of March 2026
May 10 - May 11
March 26 - March 27
March 2026 (subject to approval)
1 April 2026 at 7
Year 2 (2026/27)
12th Dec.
31March
Q4 (Jan-Mar) 2026/27
Q4 2026/27 (Jan – Mar 2027)
March 2027 (Q4)
F.Y. 2026/27
20 26
2026 AD
April 2026 w/c 6th
w/c 6th April
fortnight ending 5 April 2026
mid Nov
1.iv.26
5 Nov 2O26
Feb/Mar/Apr 2026
after Easter 2026
31.3
31-3
31.03.2026 (Di)
6-Apr
Apr 6, 26
6 4 26
060426
06.04.
year end 2026
quarter ending 15 June 2026
Apr 10 - Apr 15
Mar 31 - Apr 30
H3 2026/27
10/11
Q3 2024/26
2026-03-31T23:00:00Z
2026-03-31T23:00:00.000Z
2026-03-27T00:00:00+01:00
27 March (Friday) 2026
March-27-26
99999999
270326
27/3-2026
31//3/2026
27 March 20 26
first of April 2026
27/III/2026
Maw 26
dydd Mawrth 2026
cyn 31 Mawrth 2026
ar ôl 1 Ebrill 2026
i'w gadarnhau
Mai 26
weekend 7 March 2026
on or after 31 March 2026
before 1 April 2026
after 1 April 2026
not before 1 April 2026
from April 2026 onwards
since 2024
March 2026 at the earliest
TBA
ongoing
On-going
n/a
as required
monthly
immediate
ASAP
Easter 2026
Christmas 2026
before Christmas 2026
Autumn term 2026
academic year 2026/27
municipal year 2026/27
Cabinet March 2026
March
early March
31 March
31/3
Mar 31
Mar 26
Apr 25
March 26/27
2026/04
2010-12
2026-2028
March month-end 2026
2 Monday March 2026
5th Monday in March 2026
Q1
2O26
1 April 2026; 1 May 2026
1 April, 1 May 2026
in-year
1 Apr 2026 – ongoing
28 days after publication
2 years
12 months
may
Mon
Mon 2 March
March–April
"""


def lines(text):
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize("line", lines(MEANT))
def test_a_spelling_is_read_as_a_person_means_it(line):
    words, meaning = line.split(" = ")
    assert str(read(words)) == meaning


@pytest.mark.parametrize("words", lines(KEPT))
def test_a_spelling_that_names_no_certain_span_is_kept_and_the_person_told(words):
    assert read(words) is None
    assert "is kept as you wrote it. No date can be read from it" in told(words)
    with pytest.raises(ValidationError, match="Enter "):
        read_one(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("14/6/55", "This can mean 14 June 1955 or 14 June 2055. Write the year in full."),
        ("31.12.69", "This can mean 31 December 1969 or 31 December 2069."),
        ("March 55", "1 to 31 March 1955 or 1 to 31 March 2055"),
        ("FY55/56", "1 April 1955 to 31 March 1956 or 1 April 2055 to 31 March 2056"),
        ("H1 2026", "H1 2025/26 (1 April to 30 September 2025) or H1 2026/27 (1 April to"),
        ("second half of 2026", "H2 calendar 2026 (1 July to 31 December 2026)"),
        ("end of Q3 2025", "Say which year Q3 2025 is in."),
        ("2026 Q3", "Say which year Q3 2026 is in."),
        ("26/04/2026 - Monday", "26 April 2026 is a Sunday, not a Monday."),
        ("27/03/2007 (Friday)", "27 March 2007 is a Tuesday, not a Friday."),
        ("Monday 27 March 2026 2pm", "27 March 2026 is a Friday, not a Monday."),
        ("Llun 27 Mawrth 2026", "27 March 2026 is a Friday, not a Monday."),
        ("W/C Mon 3 March 2026", "3 March 2026 is a Tuesday, not a Monday."),
        ("31022026", "does not exist in the calendar"),
        ("Mon 31 June 2026", "does not exist in the calendar"),
    ],
)
def test_a_spelling_that_can_mean_two_things_or_none_is_asked_back(words, said):
    with pytest.raises(ValidationError) as asked:
        read(words)
    assert said in asked.value.messages[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "Apr-25",
            "Apr-25 can mean 1 to 30 April 2025. Enter one day, for example 30 April 2025. If",
        ),
        ("Apr-25", "If you mean 25 April, write the year as well."),
        ("Mar 08", "If you mean 8 March, write the year as well."),
        ("Apr 25", "Apr 25 can mean 25 April or April 2025. Enter the year as well."),
        ("circa 27 March 2026", "circa 27 March 2026 names no certain day. Enter one day"),
        ("27 March 2026 (TBC)", "names no certain day"),
        ("planned for 27 March 2026", "names no certain day"),
        ("31/3", "31/3 has no year"),
        ("March", "March has no year"),
    ],
)
def test_a_field_for_one_day_shows_every_reading(words, said):
    with pytest.raises(ValidationError) as asked:
        read_one(words)
    assert said in asked.value.messages[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("27-Mar-07", "“27-Mar-07” is read as 27 March 2007."),
        ("Dec 25/Jan 26", "If you mean 25 December and 26 January, write the year as well."),
        ("Apr 25", "it can mean 25 April or April 2025. A date can be read"),
        ("27 March", "it has no year. A date can be read"),
    ],
)
def test_a_person_is_told_the_other_reading(words, said):
    assert said in told(words)


def test_other_readings_are_told_only_where_there_are_some():
    assert "If you mean" not in told("27-Mar-07") + told("early Dec 26") + told("Mar-98")


@pytest.mark.parametrize(
    ("words", "year"),
    [("31/03/48", 1948), ("31/03/55", 1955), ("31/03/98", 1998), ("31/03/26", 2026)]
    + [("31/03/27", 2027), ("31 March 2048", 2048)],  # a slip, or the letter: refused as ahead
)
def test_in_a_record_of_the_past_a_century_that_can_only_be_the_last_is(words, year):
    assert read_one(words, date(2026, 11, 26)) == date(year, 3, 31)
