"""The leads behind a figure, and everything that happened to one of them."""

import leaddash.ui as ui
from leaddash.subjects.leads.sentences import leads_sentence

page = ui.open_page("leads")
with page.row():
    kind = ui.kind_of_list(page)
    asked = ui.narrowed(page, kind)
    search = ui.search_box(page)

page = ui.page_of_list(page, kind)
count = ui.count_of(page, kind, asked)
page.say(leads_sentence(count, page.words, kind, asked, page.names[0]))
ui.show_list(page, kind, asked, count, search)
ui.show_timeline(page)
