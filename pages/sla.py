"""Who owes what right now, and whether each promise was kept."""

import leaddash.ui as ui
from leaddash.subjects.promises.charts.compliance import compliance_trend
from leaddash.subjects.promises.charts.people_kept import people_kept
from leaddash.subjects.promises.charts.promises import promise_states
from leaddash.subjects.promises.charts.two_clocks import two_clocks
from leaddash.subjects.promises.charts.wait_parts import wait_parts
from leaddash.subjects.promises.tables import people_kept_table, sla_table, sla_trend_table, waits_table

page = ui.open_page("sla")
page = ui.live(page)
ui.show_what_is_owed(page)
now, ways, trend, owners, waits = page.ask_all("sla", "kept_ways", "sla_trend", "sla_by_person", ("waits", "team"))
working = ui.working_promises(page)

left, right = page.columns(1, 1)
with left:
    page.draw(promise_states(now, ways, page.words, page.palette), "states")
    page.behind(sla_table(now, page.words, working), "sla", ("promise",), full=now)
with right:
    promise = ui.choose_promise(page, now["promise"])
    page.draw(compliance_trend(trend, page.words, page.palette, promise, page.span), "compliance")
    page.behind(sla_trend_table(trend, promise, page.words), "sla-trend", ("period",), full=trend)

left, right = page.columns(1, 1)
with left:
    who = page.choose("who", ("person", "team"), "person", "dimension", as_switch=True)
    kept = ui.kept_by(page, owners, who)
    page.draw(people_kept(kept, page.words, page.palette, promise, who), "kept")
    page.behind(people_kept_table(kept, promise, who, page.words, working), "sla-by-person", (who,), full=owners)
with right:
    page.draw(two_clocks(now, owners, page.words, page.palette), "clocks")
    page.draw(wait_parts(waits, page.words, page.palette), "waits")
    page.behind(waits_table(waits, "team", page.words), "waits", ("team",), full=waits)
ui.show_ladder(page, promise, now)
