"""What every stage and every number means, with the SQL that counts it."""

import leaddash.ui as ui
from leaddash.boards.definitions.show import show

ui.open_page("definitions").draw(show)
