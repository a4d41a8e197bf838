-- One row per stage entry of an episode, those the scoring model makes among them, with the highest rank before it.
with entries as (
    select
        episodes.lead,
        episodes.episode,
        stage_events.moved_at,
        stage_events.rank,
        stage_events.is_recorded,
        stage_events.is_estimated
    from stage_events
    inner join episodes
        on
            stage_events.lead = episodes.lead
            and stage_events.position >= episodes.start_position
            and (episodes.stop_position is null or stage_events.position < episodes.stop_position)
    where not stage_events.is_exit
    union all
    select
        lead,
        episode,
        moved_at,
        rank,
        false as is_recorded,
        false as is_estimated
    from model_entries
)

select
    *,
    max(rank) over (
        partition by lead, episode order by moved_at, rank, is_recorded, is_estimated
        rows between unbounded preceding and 1 preceding
    ) as rank_before
from entries
