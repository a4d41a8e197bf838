-- One row per lead with an opportunity: its newest activity by as-of; one before its lead's creation counts at that.
select
    leads.lead,
    max(greatest(activities.occurred_at, leads.created_at)) as last_activity_at
from activities
inner join leads on activities.lead = leads.lead
where
    activities.occurred_at <= $as_of
    and activities.lead in (select deals.lead from deals)
group by leads.lead
