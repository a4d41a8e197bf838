-- One row per stage entry of an episode, with the highest rank reached before it.
select
    episodes.lead,
    episodes.episode,
    stage_events.moved_at,
    stage_events.rank,
    stage_events.is_recorded,
    stage_events.is_estimated,
    max(stage_events.rank) over (
        partition by episodes.lead, episodes.episode order by stage_events.position
        rows between unbounded preceding and 1 preceding
    ) as rank_before
from stage_events
inner join episodes
    on
        stage_events.lead = episodes.lead
        and stage_events.position >= episodes.start_position
        and (episodes.stop_position is null or stage_events.position < episodes.stop_position)
where not stage_events.is_exit
