-- One row per move (entered or left) of a stage an episode reached in the period asked, with the bucket it falls in.
with days as (
    select
        *,
        unnest(generate_series(date_trunc('day', since), until, interval 1 day)) as day
    from funnel_periods
),

moves as (
    select
        *,
        'entered' as move,
        entered_at as moved_at
    from funnel_cases
    where entered
    union all
    select
        *,
        'left' as move,
        left_at as moved_at
    from funnel_cases
    where went
)

select
    moves.slice,
    days.period,
    moves.move,
    moves.stage,
    moves.rank,
    moves.lead,
    moves.episode,
    moves.moved_at,
    moves.entered_at,
    moves.converted_at,
    moves.exited_at,
    moves.exit,
    moves.reason,
    moves.left_at,
    moves.class,
    moves.in_time,
    moves.is_over,
    moves.days,
    moves.seconds,
    moves.way,
    moves.skipped,
    moves.rated,
    moves.rate_converted,
    moves.timed,
    moves.stays,
    moves.flow_out
from moves
inner join days
    on date_trunc('day', moves.moved_at) = days.day and moves.moved_at >= days.since and moves.moved_at < days.until
