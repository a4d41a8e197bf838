"""Everything that knows Streamlit: the frame of a page, its filters, its state in the link."""

from leaddash.ui.data_views import built_at, show_set_aside, show_tables, show_warnings
from leaddash.ui.definition_views import define_figures, define_metrics, define_stages, show_statement
from leaddash.ui.frame import open_page, run
from leaddash.ui.lead_views import count_of, narrowed, search_box, show_list, show_timeline
from leaddash.ui.page import VIEWS, Page

__all__ = [
    "VIEWS",
    "Page",
    "built_at",
    "count_of",
    "define_figures",
    "define_metrics",
    "define_stages",
    "narrowed",
    "open_page",
    "run",
    "search_box",
    "show_list",
    "show_set_aside",
    "show_statement",
    "show_tables",
    "show_timeline",
    "show_warnings",
]
