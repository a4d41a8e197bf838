"""The board Find: leads, people, campaigns, pages and metrics by what is typed of their names."""
