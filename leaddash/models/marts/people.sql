-- One row per person on our side.
select
    person_id,
    name,
    role,
    team,
    manager_id,
    calendar,
    email
from clean_people
