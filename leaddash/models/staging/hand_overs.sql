-- One row per episode that was handed over: its first assignment, or its MQL where nobody ever assigns.
select
    episodes.lead,
    episodes.episode,
    min(holdings.held_from) as handed_at,
    null as rank
from holdings
inner join episodes
    on
        holdings.lead = episodes.lead
        and holdings.held_from >= episodes.began_at
        and (episodes.holds_until is null or holdings.held_from <= episodes.holds_until)
group by episodes.lead, episodes.episode
union all
select
    lead,
    episode,
    entered_at as handed_at,
    rank
from stage_episodes
where rank = 4 and not exists (select 1 from holdings)
