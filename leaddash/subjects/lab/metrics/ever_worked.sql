-- One row per episode that somebody was given by as-of, naming its lead: whether it became a sales lead by then.
select
    leads.lead_id,
    worked_episodes.episode,
    worked_episodes.is_sales_lead
from worked_episodes
inner join leads on worked_episodes.lead = leads.lead
