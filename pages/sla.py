"""Whether each promise was kept, and who owes what right now."""

from leaddash import charts, insights, ui

page = ui.open_page("sla")
page = ui.live(page)
now, trend, owners, waits = page.ask_all("sla", "sla_trend", "sla_by_person", ("waits", "team"))
before = page.ask_before("sla")
page.say(insights.sla_sentence(now, before, ui.past_due(now), page.words, page.names))
page.figures(insights.promise_headlines(now, before, trend, page.words, page.names))
working = ui.working_promises(page)

left, right = page.columns(1, 1)
with left:
    page.draw(charts.promise_states(now, page.words, page.palette), "states")
    page.behind(charts.sla_table(now, page.words, working), "sla", ("promise",), full=now)
with right:
    promise = ui.choose_promise(page)
    page.draw(charts.compliance_trend(trend, page.words, page.palette, promise, page.span), "compliance")
    page.behind(charts.sla_trend_table(trend, promise, page.words), "sla-trend", ("period",), full=trend)
ui.show_at_risk(page)

left, right = page.columns(1, 1)
with left:
    who = page.choose("who", ("person", "team"), "person", "dimension", as_switch=True)
    kept = ui.kept_by(page, owners, who)
    page.draw(charts.people_kept(kept, page.words, page.palette, promise, who), "kept")
    page.behind(charts.people_kept_table(kept, promise, who, page.words, working), "sla-by-person", (who,), full=owners)
with right:
    page.draw(charts.two_clocks(now, owners, page.words, page.palette), "clocks")
    page.draw(charts.wait_parts(waits, page.words, page.palette), "waits")
    page.behind(charts.waits_table(waits, "team", page.words), "waits", ("team",), full=waits)
ui.show_ladder(page, promise, now)
