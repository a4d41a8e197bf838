-- One row per MQL that nobody was given and nobody touched, naming its lead.
select
    unassigned_mqls.slice,
    leads.lead_id,
    unassigned_mqls.episode,
    unassigned_mqls.mql_at as started_at
from unassigned_mqls
inner join leads on unassigned_mqls.lead = leads.lead
order by unassigned_mqls.mql_at desc, leads.lead_id asc
