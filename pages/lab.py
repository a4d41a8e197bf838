"""The scoring lab: move a weight, see the MQLs move."""

import leaddash.ui as ui
from leaddash.subjects.lab.show import show

ui.open_page("lab").draw(show)
