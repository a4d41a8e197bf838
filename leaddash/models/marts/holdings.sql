-- One row per lead and stretch of time a person held it; assigned to who holds it already, it is held on.
with changes as (
    select
        lead,
        person_id,
        assigned_at as held_from
    from assignments
    qualify coalesce(lag(person_id) over (partition by lead order by assigned_at) <> person_id, true)
)

select
    lead,
    person_id,
    held_from,
    lead(held_from) over (partition by lead order by held_from) as held_to
from changes
