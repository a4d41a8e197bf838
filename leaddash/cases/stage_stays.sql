-- One row per stage an episode entered in the period: how long it stayed by as-of and which way it left (0: it stays).
select
    slice,
    stage,
    rank,
    lead,
    episode,
    entered_at,
    left_at,
    seconds,
    case
        when funnel_cases.way < 2 then funnel_cases.way
        when exit = 'recycled' then 2
        when exit = 'postponed' then 3
        when exit = 'disqualified' then 4
        when exit = 'lost' then 5
        else 6
    end as way,
    case funnel_cases.way when 1 then not converted_estimated when 2 then not exit_estimated else true end
    and not estimated as timed
from funnel_cases
where entered
