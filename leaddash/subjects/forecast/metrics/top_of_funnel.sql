-- One row per slice and stage: how long those that stand there have stood, and how many passes began there of late.
-- With the stays of all passes of the last 104 weeks, and how long these took to become customers.
with won as (
    select
        lead,
        episode,
        min(entered_at) as customer_at,
        bool_or(estimated) as is_estimated
    from stage_episodes
    where stage = 'customer' and entered_at <= $as_of
    group by lead, episode
),

entries as (
    select
        stage_episodes.rank,
        case
            when stage_episodes.converted_at <= $as_of then 1
            when stage_episodes.exited_at <= $as_of then 2
            else 0
        end as way,
        date_diff(
            'second', stage_episodes.entered_at,
            least($as_of, coalesce(stage_episodes.converted_at, stage_episodes.exited_at, $as_of))
        ) as seconds,
        case
            when won.customer_at is not null then 1
            when episodes.ended_at <= $as_of then 2
            else 0
        end as end_way,
        date_diff(
            'second', stage_episodes.entered_at,
            coalesce(won.customer_at, least($as_of, coalesce(episodes.ended_at, $as_of)))
        ) as end_seconds,
        not stage_episodes.estimated
        and case
            when stage_episodes.converted_at <= $as_of then not stage_episodes.converted_estimated
            when stage_episodes.exited_at <= $as_of then not stage_episodes.exit_estimated
            else true
        end as is_timed,
        not stage_episodes.estimated
        and not case
            when won.customer_at is not null then won.is_estimated
            when episodes.ended_at <= $as_of then episodes.exit_estimated
            else false
        end as is_end_timed
    from stage_episodes
    inner join episodes on stage_episodes.lead = episodes.lead and stage_episodes.episode = episodes.episode
    left join won on stage_episodes.lead = won.lead and stage_episodes.episode = won.episode
    where stage_episodes.entered_at <= $as_of and stage_episodes.entered_at > $as_of - interval '728' day
),

curves as (
    select
        rank,
        list(seconds * 3 + way) filter (where is_timed) as stays,
        list(end_seconds * 3 + end_way) filter (where is_end_timed) as ends
    from entries
    group by rank
)

select
    slices.slice,
    stages.stage,
    stages.rank,
    curves.stays,
    curves.ends,
    top_standing.weeks,
    coalesce(top_standing.begun, 0) as begun
from slices
cross join stages
left join curves on stages.rank = curves.rank
left join top_standing on slices.slice is not distinct from top_standing.slice and stages.rank = top_standing.rank
where stages.rank <= stage_rank('opportunity')
order by slices.slice nulls last, stages.rank
