"""The leads behind a figure, and everything that happened to one of them."""

import leaddash.ui as ui
from leaddash.boards.leads.show import show

ui.open_page("leads").draw(show)
