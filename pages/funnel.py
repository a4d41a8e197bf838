"""The seven stages in three readings; one step of them over time, with its ways out, its flow, exits and slices."""

import leaddash.ui as ui
from leaddash.subjects.funnel.show import show

ui.open_page("funnel").draw(show)
