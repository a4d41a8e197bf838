"""The forecast call: one number for the period, what carries it, what moved, which deals need a decision."""

import leaddash.ui as ui
from leaddash.subjects.forecast.show import show

ui.open_page("forecast").draw(show)
