-- One row per episode of the asked slice, which the rules are run over: whether it was worked, and what became of it.
select
    asked_episodes.slice,
    asked_episodes.lead,
    asked_episodes.episode,
    worked_episodes.lead is not null as is_worked,
    asked_episodes.sales_lead_at,
    asked_episodes.customer_at
from asked_episodes
left join worked_episodes
    on asked_episodes.lead = worked_episodes.lead and asked_episodes.episode = worked_episodes.episode
