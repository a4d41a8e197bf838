-- One row per recorded move back to an earlier stage, and per exit of a lead that was already out.
with ignored as (
    select distinct
        stage_events.lead,
        episodes.episode,
        stage_events.moved_at as noted_at,
        stage_events.rank
    from stage_events
    inner join episodes
        on
            stage_events.lead = episodes.lead
            and stage_events.position > episodes.stop_position
            and (episodes.next_position is null or stage_events.position < episodes.next_position)
    where stage_events.is_exit and episodes.exit is not null and stage_events.moved_at > episodes.ended_at
)

select
    lead,
    episode,
    moved_at as noted_at,
    'moved back' as note
from episode_entries
where is_recorded and rank_before < stage_rank('customer') and rank < rank_before
union all
select
    lead,
    episode,
    noted_at,
    'exit ignored' as note
from ignored
