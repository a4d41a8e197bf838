"""A toy subject: how many newcomers there were, and how many of them are gone."""
