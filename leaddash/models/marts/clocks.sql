-- One row per episode and event at which a clock may start: who held the lead, and what came of it.
select
    clock_starts.lead,
    clock_starts.episode,
    clock_starts.event,
    cast(clock_starts.rank as tinyint) as rank,
    clock_starts.started_at,
    clock_starts.is_estimated as start_estimated,
    holdings.person_id as person,
    clock_answers.touched_at,
    clock_answers.contacted_at,
    coalesce(clock_answers.touched_before, false) as touched_before,
    coalesce(clock_answers.contacted_before, false) as contacted_before,
    clock_raises.lead is not null as is_hot,
    episode_stages.* exclude (lead, episode),
    nullif(lower(trim(leads.priority)), '') as priority
from clock_starts
inner join episode_stages on clock_starts.lead = episode_stages.lead and clock_starts.episode = episode_stages.episode
inner join leads on clock_starts.lead = leads.lead
left join clock_answers
    on
        clock_starts.lead = clock_answers.lead
        and clock_starts.episode = clock_answers.episode
        and clock_starts.event = clock_answers.event
left join clock_raises
    on
        clock_starts.lead = clock_raises.lead
        and clock_starts.episode = clock_raises.episode
        and clock_starts.event = clock_raises.event
left join holdings
    on
        clock_starts.lead = holdings.lead
        and clock_starts.started_at >= holdings.held_from
        and (holdings.held_to is null or clock_starts.started_at < holdings.held_to)
order by clock_starts.event, clock_starts.started_at, clock_starts.lead, clock_starts.episode
