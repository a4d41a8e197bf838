"""The scoring lab: move a weight, see the MQLs move."""

from leaddash import ui

page = ui.open_page("lab")
ui.show_lab_tools(page)
ui.show_lab(page)
ui.compare_proposals(page)
