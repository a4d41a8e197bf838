-- One row per activity of one lead by the as-of moment, in time.
select
    activities.occurred_at as at,
    activities.activity_type,
    activities.activity_id,
    activities.direction,
    nullif(activities.asset, '') as asset,
    nullif(activities.outcome, '') as outcome,
    activities.person_id as person,
    coalesce(people.name, activities.person_id) as name
from activities
inner join leads on activities.lead = leads.lead
left join people on activities.person_id = people.person_id
where leads.lead_id = $lead_id and activities.occurred_at <= $as_of
order by
    activities.occurred_at, activities.activity_type, coalesce(activities.asset, ''),
    coalesce(activities.activity_id, ''), coalesce(activities.direction, '')
