"""The seven stages in three readings; one step of them over time, with its ways out, its flow, exits and slices."""

import leaddash.ui as ui
from leaddash.agreement import STAGES
from leaddash.scope import DIMENSIONS
from leaddash.subjects.funnel import tables
from leaddash.subjects.funnel.charts.breakdown import breakdown
from leaddash.subjects.funnel.charts.bridge import bridge
from leaddash.subjects.funnel.charts.funnel_bars import READINGS, funnel_bars
from leaddash.subjects.funnel.charts.leaving import exits, returned
from leaddash.subjects.funnel.charts.trend import trend_of_counts, trend_of_rates
from leaddash.subjects.funnel.charts.ways_out import ways_out
from leaddash.subjects.funnel.sentences import funnel_sentence

page = ui.open_page("funnel")
reading = page.choose("reading", list(READINGS), "cohort", "reading", as_switch=True)
reach = page.reach()
now = page.ask_projected()
who = page.ask("leads_entered") if reading == "flow" else None
page.say(funnel_sentence(now, who, page.words, reading, page.names[0], reach.recorded))
page.draw(funnel_bars(now, page.words, page.palette, reading, reach=reach), "funnel")
page.behind(tables.columns_of(now, reading, page.words), f"funnel-{reading}", ("stage",), full=now)

with page.row():
    stage = page.choose("stage", STAGES[:-1], "mql", "stage")
    view = page.choose("view", ui.VIEWS, "step", "view", as_switch=True)
    by = page.choose("by", DIMENSIONS, "source", "dimension") if view == "slices" else ""
left, right = page.columns(1, 1)
if view == "step":
    trend, times = page.ask_all("projection_trend", "stage_times")
    with left:
        page.draw(trend_of_rates(trend, page.words, page.palette, stage, page.span, reach), "rates")
        page.behind(tables.trend_table(trend, stage, page.words), "funnel-trend", ("period",))
    with right:
        entered, window = int(now.set_index("stage")["entered"][stage]), page.window(stage)
        page.draw(ways_out(times, page.words, page.palette, stage, window, entered, reach), "ways")
        page.behind(tables.ways_table(times, stage), "stage-times", ())
if view == "flow":
    trend, parts = page.ask_all("projection_trend", "funnel_bridge")
    with left:
        page.draw(trend_of_counts(trend, page.words, page.palette, stage, page.span, reach), "counts")
        page.behind(tables.trend_table(trend, stage, page.words), "funnel-trend", ("period",))
    with right:
        page.draw(bridge(parts, page.words, page.palette, stage, reach), "bridge")
        page.behind(tables.bridge_table(parts, page.words), "funnel-bridge", ("stage",))
if view == "exits":
    gone, back = page.ask_all("exits", "returned")
    with left:
        page.draw(exits(gone, page.words, page.palette, stage, reach), "exits")
        page.behind(tables.exits_table(gone, page.words), "exits", ("exit", "reason", "stage"))
    with right:
        page.draw(returned(back, page.words, page.palette, reach), "returned")
        page.behind(tables.returned_table(back, page.words), "returned", ("exit", "reason"))
if view == "slices":
    slices = page.named(page.ask("funnel", by=by), by)
    page.draw(breakdown(slices, page.words, page.palette, stage, by, reach), "breakdown")
    page.behind(tables.slice_table(slices, stage, by, page.words), f"funnel-by-{by}", (by,))
