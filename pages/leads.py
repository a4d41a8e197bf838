"""The leads behind a figure, and everything that happened to one of them."""

from leaddash import charts, insights, ui
from leaddash.agreement import STAGES

page = ui.open_page("leads")
with page.row():
    stage = page.choose("stage", (*STAGES, charts.ANY), "mql", "stage")
    figure = page.choose("figure", charts.figures_of(stage), charts.figures_of(stage)[0], "figure")
    asked = ui.narrowed(page, stage, figure)
    search = ui.search_box(page)

count = ui.count_of(page, asked)
page.say(insights.leads_sentence(count, page.words, asked, page.names[0]))
ui.show_list(page, asked, count, search)
ui.show_timeline(page)
