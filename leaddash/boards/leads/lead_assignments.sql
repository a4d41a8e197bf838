-- One row per second by the as-of moment at which one lead was given to somebody, in time.
select assignments.assigned_at
from assignments
inner join leads on assignments.lead = leads.lead
where leads.lead_id = $lead_id and assignments.assigned_at <= $as_of
order by assignments.assigned_at
