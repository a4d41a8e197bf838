-- One row per lead and second in which it was assigned; of two in one second the greater person holds.
select
    leads.lead,
    greatest(clean_assignments.assigned_at, leads.created_at) as assigned_at,
    max(clean_assignments.person_id) as person_id
from clean_assignments
inner join leads on clean_assignments.lead_id = leads.lead_id
group by leads.lead, greatest(clean_assignments.assigned_at, leads.created_at)
