"""What was read, what was refused and why."""

import leaddash.ui as ui
from leaddash.subjects.data.sentences import data_sentence

page = ui.open_page("data")
page.say(data_sentence(page.snapshot.manifest, page.words, ui.built_at(page)))
ui.show_tables(page)
ui.show_set_aside(page, "refused")
ui.show_set_aside(page, "repaired")
ui.show_warnings(page)
