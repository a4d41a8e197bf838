-- One row per episode that one of two models makes an MQL in the period and the other does not, naming its lead.
select
    asked_episodes.slice,
    flips.flip,
    leads.lead_id,
    flips.episode,
    flips.mql_at_agreed,
    flips.mql_at,
    flips.score_agreed,
    flips.score,
    flips.reason
from flips
inner join asked_episodes on flips.lead = asked_episodes.lead and flips.episode = asked_episodes.episode
inner join leads on flips.lead = leads.lead
order by asked_episodes.slice nulls last, flips.flip, flips.decided_at, leads.lead_id, flips.episode
