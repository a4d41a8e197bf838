"""The leads behind a figure, and everything that happened to one of them."""

from leaddash import charts, insights, ui
from leaddash.agreement import STAGES

page = ui.open_page("leads")
with page.row():
    stage = page.choose("stage", STAGES, "mql", "stage")
    figure = page.choose("figure", charts.figures_of(stage), "entered", "figure")
    search = ui.search_box(page)

count = ui.count_of(page, stage, figure)
page.say(insights.leads_sentence(count, page.words, stage, figure, page.names[0]))
ui.show_list(page, stage, figure, count, search)
ui.show_timeline(page)
