"""How each hand-over was answered, and what answering fast went with."""

import leaddash.ui as ui
from leaddash.subjects.response import tables
from leaddash.subjects.response.charts.arrivals import SHADES, are_whole_days, arrivals
from leaddash.subjects.response.charts.first_touch import first_touch
from leaddash.subjects.response.charts.never_touched import never_touched
from leaddash.subjects.response.charts.people import response_people
from leaddash.subjects.response.charts.response_curve import OUTCOMES, response_curve
from leaddash.subjects.response.figures import response_headlines, waited
from leaddash.subjects.response.sentences import response_sentence
from leaddash.subjects.response.silence import known_outcomes, nobody_given, silence

page = ui.open_page("response")
reach = page.reach()
known = known_outcomes(reach, knows_contacts=page.snapshot.knows_contacts)
with page.row():
    outcome = page.choose("outcome", OUTCOMES, [*known, *OUTCOMES][0], "outcome", as_switch=True)
    page = ui.choose_clock(page)
    published = page.tick("published", default=True)
words, rules, working = page.words, page.rules.response, page.rules.response.clock == "working"
raw, adjusted, every, teams, hours, people, untouched = page.ask_all(
    "response_curve",
    "response_curve_adjusted",
    "time_to_first_touch",
    ("time_to_first_touch", "team"),
    "arrivals",
    "response_by_person",
    "never_touched",
)
given = int(hours["hand_overs"].sum())
ever = given or int(page.unfiltered().ask_ever("arrivals")["hand_overs"].sum())
nobody = nobody_given(reach, words, given, ever, rules.start)
why = silence(reach, words, raw, people, outcome, nobody=nobody, horizons=rules.horizon_days)
days = are_whole_days(hours)
page.say(response_sentence(raw, adjusted, words, outcome, why.sentence))
page.figures(response_headlines(raw, every, hours, words, page.names[0], working=working, whole_days=days))

shade = SHADES[0]
if not why.touches:
    drawn = response_curve(raw, adjusted, words, page.palette, outcome, published, working=working, nothing=why.curve)
    page.draw(drawn, "curve")
    page.behind(tables.curve_table(raw, adjusted, outcome, words), "response-curve", ("bucket",), full=raw)
    left, right = page.columns(1, 1)
    with left:
        page.draw(first_touch(teams, words, page.palette, working=working, whole=waited(raw), nothing=nobody), "touch")
        table = tables.first_touch_table(teams, words, working=working)
        page.behind(table, "first-touch", ("team", "time"), full=teams)
    with right:
        page.draw(never_touched(untouched, words, page.palette, nobody), "untouched")
        page.behind(tables.never_table(untouched, words), "never-touched", ("exit", "reason"), full=untouched)
    with page.row():
        shade = page.choose("shade", SHADES, shade, "shade", as_switch=True)
page.draw(arrivals(hours, words, page.palette, shade, working=working, nothing=nobody), "arrivals")
table = tables.arrivals_table(hours, words, working=working)
page.behind(table, "arrivals", ("weekday", "p50_minutes"), full=hours)
named = page.named(people, "person")
page.draw(response_people(named, words, page.palette, outcome, why.people), "people")
table = tables.people_table(named, outcome, words, working=working)
page.behind(table, "people", ("person", "p50_minutes"), full=people)
