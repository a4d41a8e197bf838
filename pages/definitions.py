"""What every stage and every number means, with the SQL that counts it."""

import leaddash.ui as ui
from leaddash.agreement import EXITS, STAGES
from leaddash.metrics import registry
from leaddash.subjects.funnel.tables import OF_EXITS, figures_of

page = ui.open_page("definitions")
page.say(page.words("insight.definitions"))
ui.define_stages(page, STAGES, EXITS)
ui.define_figures(page, dict.fromkeys([*figures_of("mql"), *OF_EXITS, *ui.RESPONSE, *ui.PROMISED]))
ui.define_metrics(page, registry.names())
