-- One row per slice, exit, reason and highest stage of the episodes that left so in the period.
select
    exit_cases.slice,
    exit_cases.exit,
    exit_cases.reason,
    exit_cases.stage,
    exit_cases.rank,
    count(*) as exits
from exit_cases
inner join stages on exit_cases.exit = stages.stage
group by exit_cases.slice, exit_cases.exit, exit_cases.reason, exit_cases.stage, exit_cases.rank, stages.rank
order by exit_cases.slice nulls last, stages.rank, exit_cases.reason nulls last, exit_cases.rank
