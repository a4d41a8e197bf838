-- One row per stage an episode had reached: its class in the cohort, what it did in the period, where it stood.
with closing as (
    select
        *,
        epoch_us(entered_at) + cast($window_microseconds as bigint[])[rank] as closes
    from scoped_stages
),

-- without a window a case is over once it has left
measured as (
    select
        *,
        coalesce(epoch_us(converted_at) <= closes, converted_at is not null) as in_time,
        coalesce(closes <= epoch_us($as_of), left_at is not null) as is_over,
        leaves_at is null or leaves_at > entered_at as stays,
        entered_at >= $since and entered_at < $closed as entered,
        leaves_at >= $since and leaves_at < $closed as went
    from closing
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
    returned_at,
    case
        when rank = 7 then null
        when in_time then 'converted'
        when converted_at is not null then 'late'
        when exited_at is not null then 'exited'
        when is_over then 'stalled'
        else 'open'
    end as class,
    (epoch_us(converted_at) - epoch_us(entered_at)) / 86400e6 as days,
    (epoch_us(coalesce(left_at, $as_of)) - epoch_us(entered_at)) // 1000000 as seconds,
    case when left_at is null then 0 when converted_at is not null then 1 else 2 end as way,
    in_time,
    is_over,
    entered,
    entered and skipped as skipped,
    entered and rank < 7 and is_over as rated,
    entered and in_time and is_over as rate_converted,
    entered and in_time and not (skipped or estimated or converted_estimated) as timed,
    estimated,
    stays,
    went,
    coalesce(went and converted_at is not null, false) as flow_out,
    entered_at < $since
    and stays
    and (leaves_at is null or leaves_at >= least($since, $as_of + interval '1' second)) as at_start,
    entered and stays as came_in,
    coalesce(entered and converted_at >= $until, false) as converted_later,
    coalesce(went and converted_at is not null and entered_at < $since, false) as carried_in,
    coalesce(went and converted_at is null and exit is not null, false) as left_by_exit,
    coalesce(went and stays, false) as went_out,
    entered_at < $closed
    and stays
    and (leaves_at is null or leaves_at >= least($closed, $as_of + interval '1' second)) as at_end
from measured
