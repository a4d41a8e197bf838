-- One row per lead and stretch of time a person held it; of two hand-overs in one second the greater person holds.
with handed as (
    select
        leads.lead,
        greatest(clean_assignments.assigned_at, leads.created_at) as held_from,
        max(clean_assignments.person_id) as person_id
    from clean_assignments
    inner join leads on clean_assignments.lead_id = leads.lead_id
    group by leads.lead, greatest(clean_assignments.assigned_at, leads.created_at)
)

select
    lead,
    person_id,
    held_from,
    lead(held_from) over (partition by lead order by held_from) as held_to
from handed
