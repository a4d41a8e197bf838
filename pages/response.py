"""How each hand-over was answered, and what answering fast went with."""

from leaddash import charts, insights, ui

page = ui.open_page("response")
with page.row():
    outcome = page.choose("outcome", charts.OUTCOMES, "contact", "outcome", as_switch=True)
    page = ui.choose_clock(page)
    published = page.tick("published", default=True)
working = page.rules.response.clock == "working"
raw, adjusted, every, teams, hours, people, untouched = page.ask_all(
    "response_curve",
    "response_curve_adjusted",
    "time_to_first_touch",
    ("time_to_first_touch", "team"),
    "arrivals",
    "response_by_person",
    "never_touched",
)
page.say(insights.response_sentence(raw, adjusted, page.words, outcome))
page.figures(insights.response_headlines(raw, every, hours, page.words, page.names[0], working=working))

page.draw(charts.response_curve(raw, adjusted, page.words, page.palette, outcome, published, working=working), "curve")
page.behind(charts.curve_table(raw, adjusted, outcome, page.words), "response-curve", ("bucket",), full=raw)
left, right = page.columns(1, 1)
with left:
    page.draw(charts.first_touch(teams, page.words, page.palette, working=working), "touch")
    page.behind(
        charts.first_touch_table(teams, page.words, working=working), "first-touch", ("team", "time"), full=teams
    )
with right:
    page.draw(charts.never_touched(untouched, page.words, page.palette), "untouched")
    page.behind(charts.never_table(untouched, page.words), "never-touched", ("exit", "reason"), full=untouched)
with page.row():
    shade = page.choose("shade", charts.SHADES, "hand_overs", "shade", as_switch=True)
page.draw(charts.arrivals(hours, page.words, page.palette, shade, working=working), "arrivals")
page.behind(
    charts.arrivals_table(hours, page.words, working=working), "arrivals", ("weekday", "p50_minutes"), full=hours
)
named = page.named(people, "person")
page.draw(charts.response_people(named, page.words, page.palette, outcome), "people")
page.behind(
    charts.people_table(named, outcome, page.words, working=working), "people", ("person", "p50_minutes"), full=people
)
