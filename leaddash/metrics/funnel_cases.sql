-- One row per stage an episode had reached: its class in the cohort, what it did in the period, where it stood.
with stays as (
    select
        *,
        $window_seconds[rank] as window_seconds,
        entered_at >= $since and entered_at < $until as entered,
        coalesce(converted_at >= $since and converted_at < $until, false) as flow_out
    from scoped_stages
),

timed as (
    select
        *,
        epoch(converted_at) - epoch(entered_at) as seconds,
        window_seconds = 0 or epoch(entered_at) + window_seconds <= epoch($as_of) as is_over
    from stays
),

classed as (
    select
        *,
        case
            when rank = 7 then null
            when converted_at is not null and (window_seconds = 0 or seconds <= window_seconds) then 'converted'
            when converted_at is not null then 'late'
            when exited_at is not null then 'exited'
            when window_seconds = 0 or not is_over then 'open'
            else 'stalled'
        end as class,
        left_at is null or left_at > entered_at as stays
    from timed
)

select
    slice,
    stage,
    rank,
    lead,
    episode,
    person,
    entered_at,
    converted_at,
    exited_at,
    left_at,
    exit,
    reason,
    class,
    seconds / 86400 as days,
    entered,
    entered and skipped as skipped,
    entered and rank < 7 and case when window_seconds = 0 then class <> 'open' else is_over end as rated,
    entered and rank < 7 and class = 'converted' and is_over as rate_converted,
    entered and class = 'converted' and not skipped and not estimated and not converted_estimated as timed,
    estimated,
    stays,
    flow_out and rank < 7 as flow_out,
    stays and entered_at < $since and (left_at is null or left_at >= $since) as at_start,
    stays and entered_at >= $since and entered_at < $closed as came_in,
    coalesce(stays and left_at >= $since and left_at < $closed, false) as went_out,
    stays and entered_at < $closed and (left_at is null or left_at >= $closed) as at_end
from classed
