"""What every stage and every number means, with the SQL that counts it."""

import leaddash.ui as ui
from leaddash.agreement import EXITS, STAGES
from leaddash.metrics import figures, registry

page = ui.open_page("definitions")
page.say(page.words("insight.definitions"))
ui.define_stages(page, STAGES, EXITS)
ui.define_figures(page, dict.fromkeys(name for kind in ui.LISTS for name in figures.names(kind)))
ui.define_metrics(page, registry.names())
