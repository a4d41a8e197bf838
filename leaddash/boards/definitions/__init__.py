"""The board Definitions: what every stage and every number means."""
