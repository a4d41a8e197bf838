"""Who owes what right now, and whether each promise was kept."""

import leaddash.ui as ui
from leaddash.subjects.promises.show import show

ui.open_page("sla").draw(show)
