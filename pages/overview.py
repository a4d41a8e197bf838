"""The week in a minute: what entered, what went on, what waits."""

import leaddash.ui as ui
from leaddash.boards.overview.show import show

ui.open_page("overview").draw(show)
