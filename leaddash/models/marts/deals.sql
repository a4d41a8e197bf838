-- One row per opportunity, numbered by creation, with its owner's dimensions and its lead's.
select
    opportunities.opportunity_id,
    opportunities.lead,
    opportunities.created_at,
    opportunities.name,
    opportunities.person_id as person,
    people.team,
    leads.lead_id,
    leads.source,
    leads.campaign,
    leads.country,
    leads.industry,
    leads.marketing_role,
    fits.fit,
    row_number() over (order by opportunities.created_at, opportunities.opportunity_id) as deal
from opportunities
inner join leads on opportunities.lead = leads.lead
left join people on opportunities.person_id = people.person_id
left join fits on opportunities.lead = fits.lead
order by opportunities.created_at, opportunities.opportunity_id
