"""The scoring lab: what a model makes of the past, and what another would."""
