"""The board Overview: the week in a minute."""
