"""The dashboard: registers the pages and runs the one asked for."""

from leaddash import ui

ui.run()
