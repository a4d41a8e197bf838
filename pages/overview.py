"""The week in a minute: what entered, what went on, what waits."""

import leaddash.ui as ui
from leaddash import charts, insights

page = ui.open_page("overview")
now, before, sources, trend, people, were, ever, gone, at_risk, *kept = page.ask_overview("source")
reach = page.reach()
stage = insights.leading(reach.recorded)
entered = insights.entered(people, stage), insights.entered(were, stage) if were is not None else None
page.say(insights.overview_sentence(*entered, sources, page.words, page.names, stage))
if not page.snapshot.knows_touches:
    page.say_unknown(set(kept[0]["promise"]))
owed = insights.owed(at_risk, page.as_of)
promised = insights.sla_headlines(*kept, owed, page.words, page.names[1])
figures = insights.headlines(now, before, ever, reach.recorded, trend, page.words, page.names[1], 4 - len(promised))
page.figures(figures + promised)
bars, moved = page.columns(7, 2)
with bars:
    page.draw(charts.funnel_bars(now, page.words, page.palette, height=276, reach=reach), "funnel")
with moved:
    page.links(insights.moves(now, before, ever, reach.recorded, gone, page.words))
page.behind(charts.columns_of(now, "cohort", page.words), "overview", ("stage",))
