-- One row per person: the name shown for an id.
select
    person_id,
    name
from people
