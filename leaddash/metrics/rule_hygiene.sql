-- One row per slice and pair of behaviour rules (or one with itself): activities that the conditions of both match.
select
    slice,
    place,
    other,
    activities
from rule_overlaps
