"""The week in a minute: what entered, what went on, what waits."""

import leaddash.ui as ui
from leaddash.boards.overview import headlines, leading, moves, overview_sentence
from leaddash.subjects.funnel.charts.funnel_bars import funnel_bars
from leaddash.subjects.funnel.entered import entered
from leaddash.subjects.funnel.tables import columns_of
from leaddash.subjects.promises.owed import owed
from leaddash.subjects.promises.sentences import sla_headlines

page = ui.open_page("overview")
now, before, sources, trend, people, were, ever, gone, at_risk, *kept = page.ask_overview("source")
reach = page.reach()
stage = leading(reach.recorded)
both = entered(people, stage), entered(were, stage) if were is not None else None
page.say(overview_sentence(*both, sources, page.words, page.names, stage))
if not page.snapshot.knows_touches:
    page.say_unknown(set(kept[0]["promise"]))
promised = sla_headlines(*kept, owed(at_risk, page.as_of), page.words, page.names[1])
figures = headlines(now, before, ever, reach.recorded, trend, page.words, page.names[1], 4 - len(promised))
page.figures(figures + promised)
bars, moved = page.columns(7, 2)
with bars:
    page.draw(funnel_bars(now, page.words, page.palette, height=276, reach=reach), "funnel")
with moved:
    page.links(moves(now, before, ever, reach.recorded, gone, page.words))
page.behind(columns_of(now, "cohort", page.words), "overview", ("stage",))
