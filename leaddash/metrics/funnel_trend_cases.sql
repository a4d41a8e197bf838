-- One row per move (entered, converted, left) of a stage an episode reached, with the period it falls in.
with periods as (select unnest($periods :: struct(period date, since timestamp, until timestamp)[], recursive := true)),

kinds as (select unnest(['entered', 'converted', 'left']) as move),

moves as (
    select
        funnel_cases.*,
        kinds.move,
        case kinds.move
            when 'entered' then funnel_cases.entered_at
            when 'converted' then case when funnel_cases.rank < 7 then funnel_cases.converted_at end
            else funnel_cases.left_at
        end as moved_at
    from funnel_cases
    cross join kinds
)

select
    moves.slice,
    periods.period,
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
    moves.class,
    moves.days,
    moves.skipped,
    moves.rated,
    moves.rate_converted,
    moves.timed,
    moves.stays
from moves
asof left join periods on moves.moved_at >= periods.since
where moves.moved_at < $closed
