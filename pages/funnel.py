"""The seven stages in three readings, one step of them over time and by slice."""

from leaddash import charts, insights, ui
from leaddash.agreement import STAGES
from leaddash.scope import DIMENSIONS

page = ui.open_page("funnel")
reading = page.choose("reading", list(charts.READINGS), "cohort", "reading", as_switch=True)
now = page.ask("funnel")

page.say(insights.funnel_sentence(now, page.words, reading, page.names[0]))
page.draw(charts.funnel_bars(now, page.words, page.palette, reading), "funnel")
page.table(charts.columns_of(now, reading, page.words), f"funnel-{reading}", texts=("stage",), full=now)

stage = page.choose("stage", STAGES[:-1], "mql", "stage")
trend = page.ask_trend()
left, right = page.columns(1, 1)
with left:
    page.draw(charts.trend_of_counts(trend, page.words, page.palette, stage, page.span), "counts")
with right:
    page.draw(charts.trend_of_rates(trend, page.words, page.palette, stage, page.span), "rates")
page.behind(charts.trend_table(trend, stage, page.words), "funnel-trend", ("period",))

by = page.choose("by", DIMENSIONS, "source", "dimension")
slices = page.named(page.ask("funnel", by=by), by)
page.draw(charts.breakdown(slices, page.words, page.palette, stage, by), "breakdown")
page.behind(charts.slice_table(slices, stage, by, page.words), f"funnel-by-{by}", (by,))
