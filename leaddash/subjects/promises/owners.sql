-- One row per person: the name, the team and the manager.
select
    person_id,
    name,
    team,
    manager_id
from people
