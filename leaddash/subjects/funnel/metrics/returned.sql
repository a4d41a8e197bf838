-- One row per slice, exit and reason: how many came back, and how second passes convert beside first ones.
with firsts as (
    select
        scoped_passes.slice,
        count(*) filter (where mql_steps.is_over) as first_entered,
        count(*) filter (where mql_steps.is_over and mql_steps.is_converted) as first_converted
    from mql_steps
    inner join scoped_passes on mql_steps.lead = scoped_passes.lead and mql_steps.episode = scoped_passes.episode
    where mql_steps.episode = 1 and mql_steps.mql_at >= $since and mql_steps.mql_at < $closed
    group by scoped_passes.slice
),

counts as (
    select
        slice,
        exit,
        reason,
        count(*) as exits,
        count(returned_at) as returned,
        count(*) - count(returned_at) as never_returned,
        count(*) filter (where returned_90) as returned_90,
        count(*) filter (where followed_90) as followed_90,
        count(*) filter (where returned_180) as returned_180,
        count(*) filter (where followed_180) as followed_180,
        count(*) filter (where second_converted) as second_converted,
        count(*) filter (where second_entered) as second_entered
    from returned_cases
    group by slice, exit, reason
)

select
    counts.*,
    coalesce(firsts.first_converted, 0) as first_converted,
    coalesce(firsts.first_entered, 0) as first_entered
from counts
inner join stages on counts.exit = stages.stage
left join firsts on counts.slice is not distinct from firsts.slice
order by counts.slice nulls last, stages.rank, counts.reason nulls last
