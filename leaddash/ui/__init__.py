"""Everything that knows Streamlit: the frame of a page, its filters, its state in the link.

Each script imports this first: a server may still be loading the rest.
"""

from leaddash import loading

loading.wait()

from leaddash.ui import lists, made_later, story, what_if, worklist
from leaddash.ui.frame import open_page, run
from leaddash.ui.lab import tools, weights

DRAWN = (lists, made_later, story, what_if, worklist, tools, weights)
"""The modules that say how blocks and controls of one subject are drawn."""

__all__ = ["open_page", "run"]
