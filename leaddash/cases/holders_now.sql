-- One row per lead that anybody holds at as-of.
select
    lead,
    person_id
from holdings
where held_from <= $as_of and coalesce(held_to > $as_of, true)
