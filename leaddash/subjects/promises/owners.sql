-- One row per person: the name, the role, the team and the manager.
select
    person_id,
    name,
    role,
    team,
    manager_id
from people
