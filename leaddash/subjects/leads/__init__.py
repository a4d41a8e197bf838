"""Leads behind a figure."""
