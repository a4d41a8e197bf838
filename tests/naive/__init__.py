"""A second, slow and plain implementation of the funnel rules, written from the specification alone."""
