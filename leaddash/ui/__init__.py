"""Everything that knows Streamlit: the frame of a page, its filters, its state in the link.

Each script imports this first: a server may still be loading the rest.
"""

from leaddash import loading

loading.wait()

from leaddash.ui.answering import choose_clock
from leaddash.ui.data_views import built_at, show_set_aside, show_tables, show_warnings
from leaddash.ui.definition_views import define_figures, define_metrics, define_stages
from leaddash.ui.figures import BUCKETS, LISTS
from leaddash.ui.frame import open_page, run
from leaddash.ui.lab import show_lab
from leaddash.ui.lab_compare import compare_proposals
from leaddash.ui.lab_tools import show_tools as show_lab_tools
from leaddash.ui.lead_lists import count_of, kind_of_list, narrowed, page_of_list, search_box, show_list
from leaddash.ui.lead_timeline import show_timeline
from leaddash.ui.page import VIEWS, Page
from leaddash.ui.sla_views import choose_promise, kept_by, live, show_ladder, show_what_is_owed, working_promises

__all__ = [
    "BUCKETS",
    "LISTS",
    "VIEWS",
    "Page",
    "built_at",
    "choose_clock",
    "choose_promise",
    "compare_proposals",
    "count_of",
    "define_figures",
    "define_metrics",
    "define_stages",
    "kept_by",
    "kind_of_list",
    "live",
    "narrowed",
    "open_page",
    "page_of_list",
    "run",
    "search_box",
    "show_lab",
    "show_lab_tools",
    "show_ladder",
    "show_list",
    "show_set_aside",
    "show_tables",
    "show_timeline",
    "show_warnings",
    "show_what_is_owed",
    "working_promises",
]
