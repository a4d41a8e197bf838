"""Promises: what marketing and sales owe each lead, what was kept, who is told."""
