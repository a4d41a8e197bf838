-- One row per slice and pair of behaviour rules (or one with itself): activities that both match, and of all.
select
    slice,
    place,
    other,
    activities,
    of_all
from rule_overlaps
