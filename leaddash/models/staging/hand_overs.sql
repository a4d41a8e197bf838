-- One row per episode that was handed over: its first assignment, or its MQL where nobody ever assigns.
select
    episodes.lead,
    episodes.episode,
    min(assignments.assigned_at) as handed_at,
    null as rank,
    false as is_estimated
from assignments
inner join episodes
    on
        assignments.lead = episodes.lead
        and assignments.assigned_at >= episodes.began_at
        and (episodes.holds_until is null or assignments.assigned_at <= episodes.holds_until)
group by episodes.lead, episodes.episode
union all
select
    lead,
    episode,
    entered_at as handed_at,
    rank,
    estimated as is_estimated
from stage_episodes
where rank = stage_rank('mql') and not exists (select 1 from assignments)
