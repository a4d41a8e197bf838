-- One row per episode and event at which a clock may start; `rank` where the event is the entry of a stage.
-- A lead's creation is its entry of new_name too, and stands here once.
select
    lead,
    episode,
    case when episode = 1 then 'created' else 'returned' end as event,
    null as rank,
    began_at as started_at,
    false as is_estimated
from episodes
union all
select
    activities.lead,
    episodes.episode,
    'form' as event,
    null as rank,
    min(activities.occurred_at) as started_at,
    false as is_estimated
from activities
inner join episodes
    on
        activities.lead = episodes.lead
        and activities.occurred_at >= episodes.began_at
        and (episodes.holds_until is null or activities.occurred_at <= episodes.holds_until)
where activities.activity_type = 'form_submit' and coalesce(activities.direction, '') <> 'outbound'
group by activities.lead, episodes.episode
union all
select
    lead,
    episode,
    'hand_over' as event,
    rank,
    handed_at as started_at,
    is_estimated
from hand_overs
union all
select
    hand_overs.lead,
    hand_overs.episode,
    'contact' as event,
    any_value(hand_overs.rank) as rank,
    min(touches.occurred_at) as started_at,
    false as is_estimated
from hand_overs
inner join touches
    on
        hand_overs.lead = touches.lead
        and hand_overs.episode = touches.episode
        and hand_overs.handed_at <= touches.occurred_at
where touches.is_contact
group by hand_overs.lead, hand_overs.episode
union all
select
    lead,
    episode,
    stage as event,
    rank,
    entered_at as started_at,
    estimated as is_estimated
from stage_episodes
where rank > stage_rank('new_name') or episode > 1
