-- One row per stage an episode entered in the period: how long it stayed by as-of and which way it left (0: it stays).
with stays as (
    select
        *,
        case
            when left_at is null then 0
            when converted_at is not null then 1
            when exit = 'recycled' then 2
            when exit = 'postponed' then 3
            when exit = 'disqualified' then 4
            when exit = 'lost' then 5
            else 6
        end as way
    from scoped_stages
    where entered_at >= $since and entered_at < $closed
)

select
    slice,
    stage,
    rank,
    lead,
    episode,
    entered_at,
    left_at,
    way,
    case when left_at is null then cast(epoch($as_of) - epoch(entered_at) as integer) else stays_seconds end as seconds,
    coalesce(case when way = 1 then converted_estimated when way > 1 then exit_estimated end, false) = false
    and estimated = false as timed
from stays
