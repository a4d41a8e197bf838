-- One row per activity of a lead; one before the creation counts at the creation.
select
    leads.lead,
    greatest(clean_activities.occurred_at, leads.created_at) as occurred_at,
    clean_activities.activity_type,
    clean_activities.activity_id,
    clean_activities.asset,
    clean_activities.direction,
    clean_activities.person_id,
    clean_activities.outcome
from clean_activities
inner join leads on clean_activities.lead_id = leads.lead_id
