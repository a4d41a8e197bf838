-- One row per opportunity; one before its lead's creation counts at that creation.
select
    clean_opportunities.opportunity_id,
    leads.lead,
    greatest(clean_opportunities.created_at, leads.created_at) as created_at,
    clean_opportunities.person_id,
    clean_opportunities.name
from clean_opportunities
inner join leads on clean_opportunities.lead_id = leads.lead_id
