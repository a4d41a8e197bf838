"""Subjects: each what is asked, drawn and said of one thing, independent of the others."""
