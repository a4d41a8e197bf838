"""What was read, what was refused and why."""

import leaddash.ui as ui
from leaddash.subjects.data.show import show

ui.open_page("data").draw(show)
