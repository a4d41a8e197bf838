"""How a change and a headline are said."""
