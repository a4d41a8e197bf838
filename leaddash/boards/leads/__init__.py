"""The board Leads: the leads behind a figure, and everything that happened to one of them."""
