"""Who came, and from where."""

from leaddash.subjects.newcomers.show import show

import leaddash.ui as ui

ui.open_page("newcomers").draw(show)
