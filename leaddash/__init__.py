"""The shared funnel of marketing and sales."""

__version__ = "0.1.0"
