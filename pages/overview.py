"""The week in a minute: what entered, what went on, what waits."""

from leaddash import charts, insights, ui

page = ui.open_page("overview")
now, before, sources, trend, *kept = page.ask_overview("source")
page.say(insights.overview_sentence(now, before, sources, page.words, page.names))
promised = insights.sla_headlines(*kept, page.words, page.names)
page.figures(insights.headlines(now, before, trend, page.words, page.names[1], most=4 - len(promised)) + promised)
bars, moved = page.columns(7, 2)
with bars:
    page.draw(charts.funnel_bars(now, page.words, page.palette, height=276), "funnel")
with moved:
    page.links(insights.moves(now, before, page.words))
page.behind(charts.columns_of(now, "cohort", page.words), "overview", ("stage",))
