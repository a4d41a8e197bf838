-- One row per person: the team they are in.
select
    person_id,
    team
from people
