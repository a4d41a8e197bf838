-- One row per lead with every column its source has, for fit rules and for one lead's page.
select
    leads.lead,
    clean_leads.*
from clean_leads
inner join leads on clean_leads.lead_id = leads.lead_id
