-- One row per stage an episode had reached: its class in the cohort, what it did in the period, where it stood.
-- A case is over when its window is; without a window, once it has left.
with measured as (
    select
        *,
        converted_at is not null and stays_seconds <= cast($longest_seconds as integer[])[rank] as in_time,
        coalesce(entered_at <= cast($closing as timestamp[])[rank], left_at is not null) as is_over,
        coalesce(stays_seconds <> 0, true) as stays,
        entered_at >= $since and entered_at < $closed as entered,
        leaves_at >= $since and leaves_at < $closed as went
    from scoped_stages
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
    case
        when rank = stage_rank('customer') then null
        when in_time then 'converted'
        when converted_at is not null then 'late'
        when exited_at is not null then 'exited'
        when is_over then 'stalled'
        else 'open'
    end as class,
    case when converted_at is not null then stays_seconds / 86400.0 end as days,
    case when left_at is null then cast(epoch($as_of) - epoch(entered_at) as integer) else stays_seconds end as seconds,
    stays_seconds,
    case when left_at is null then 0 when converted_at is not null then 1 else 2 end as way,
    in_time,
    is_over,
    entered,
    entered and skipped as skipped,
    entered and rank < stage_rank('customer') and is_over as rated,
    entered and in_time and is_over as rate_converted,
    entered and in_time and not (skipped or estimated or converted_estimated) as timed,
    estimated,
    converted_estimated,
    exit_estimated,
    stays,
    went,
    went and converted_at is not null as flow_out,
    entered_at < $since
    and stays
    and (leaves_at is null or leaves_at >= least($since, $as_of + interval '1' second)) as at_start,
    entered and stays as came_in,
    entered and converted_at >= $until as converted_later,
    went and converted_at is not null and entered_at < $since as carried_in,
    went and stays as went_out,
    entered_at < $closed
    and stays
    and (leaves_at is null or leaves_at >= least($closed, $as_of + interval '1' second)) as at_end
from measured
