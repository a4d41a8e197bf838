"""How each hand-over was answered, and what answering fast went with."""

import leaddash.ui as ui
from leaddash import charts, insights

page = ui.open_page("response")
reach = page.reach()
known = charts.known_outcomes(reach, knows_contacts=page.snapshot.knows_contacts)
with page.row():
    outcome = page.choose("outcome", charts.OUTCOMES, [*known, *charts.OUTCOMES][0], "outcome", as_switch=True)
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
nobody = charts.nobody_given(reach, words, given, ever, rules.start)
why = charts.silence(reach, words, raw, people, outcome, nobody=nobody, horizons=rules.horizon_days)
days = charts.are_whole_days(hours)
page.say(insights.response_sentence(raw, adjusted, words, outcome, why.sentence))
page.figures(insights.response_headlines(raw, every, hours, words, page.names[0], working=working, whole_days=days))

if not why.touches:
    drawn = charts.response_curve(
        raw, adjusted, words, page.palette, outcome, published, working=working, nothing=why.curve
    )
    page.draw(drawn, "curve")
    page.behind(charts.curve_table(raw, adjusted, outcome, words), "response-curve", ("bucket",), full=raw)
    left, right = page.columns(1, 1)
    with left:
        whole = insights.waited(raw)
        page.draw(charts.first_touch(teams, words, page.palette, working=working, whole=whole, nothing=nobody), "touch")
        table = charts.first_touch_table(teams, words, working=working)
        page.behind(table, "first-touch", ("team", "time"), full=teams)
    with right:
        page.draw(charts.never_touched(untouched, words, page.palette, nobody), "untouched")
        page.behind(charts.never_table(untouched, words), "never-touched", ("exit", "reason"), full=untouched)
shade = "hand_overs"
if not why.touches:
    with page.row():
        shade = page.choose("shade", charts.SHADES, "hand_overs", "shade", as_switch=True)
page.draw(charts.arrivals(hours, words, page.palette, shade, working=working, nothing=nobody), "arrivals")
table = charts.arrivals_table(hours, words, working=working)
page.behind(table, "arrivals", ("weekday", "p50_minutes"), full=hours)
named = page.named(people, "person")
page.draw(charts.response_people(named, words, page.palette, outcome, why.people), "people")
table = charts.people_table(named, outcome, words, working=working)
page.behind(table, "people", ("person", "p50_minutes"), full=people)
