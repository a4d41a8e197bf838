-- One row per person on our side, by name.
select
    person_id,
    coalesce(name, person_id) as name,
    team
from people
order by name, person_id
