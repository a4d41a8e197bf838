-- One row per clock of an episode that anybody touched: the first touch and contact from its start on, and any before.
select
    clock_starts.lead,
    clock_starts.episode,
    clock_starts.event,
    min(case when touches.is_touch and touches.occurred_at >= clock_starts.started_at then touches.occurred_at end)
        as touched_at,
    min(case when touches.is_contact and touches.occurred_at >= clock_starts.started_at then touches.occurred_at end)
        as contacted_at,
    bool_or(touches.is_touch and touches.occurred_at < clock_starts.started_at) as touched_before,
    bool_or(touches.is_contact and touches.occurred_at < clock_starts.started_at) as contacted_before
from clock_starts
inner join touches on clock_starts.lead = touches.lead and clock_starts.episode = touches.episode
group by clock_starts.lead, clock_starts.episode, clock_starts.event
