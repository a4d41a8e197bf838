"""How each hand-over was answered, and what answering fast went with."""

import leaddash.ui as ui
from leaddash.subjects.response.show import show

ui.open_page("response").draw(show)
