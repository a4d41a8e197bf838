-- One row per slice, measure and span of time: how many entered a stage in it, or what pipeline was created in it.
with counted as (
    select
        scoped_stages.slice,
        scoped_stages.stage as measure,
        goal_spans.place,
        cast(count(*) as decimal(38, 2)) as came
    from scoped_stages
    inner join goal_spans
        on scoped_stages.entered_at >= goal_spans.since and scoped_stages.entered_at < goal_spans.until
    group by scoped_stages.slice, scoped_stages.stage, goal_spans.place
    union all
    select
        creation_cases.slice,
        'pipeline' as measure,
        goal_spans.place,
        sum(creation_cases.worth) as came
    from creation_cases
    inner join goal_spans
        on creation_cases.created_at >= goal_spans.since and creation_cases.created_at < goal_spans.until
    group by creation_cases.slice, goal_spans.place
),

known as (
    select slice from slices
    union
    select slice from deal_slices
),

every as (
    select
        known.slice,
        stages.stage as measure
    from known
    cross join stages
    where stages.rank <= stage_rank('customer')
    union all
    select
        slice,
        'pipeline' as measure
    from deal_slices
)

select
    every.slice,
    every.measure,
    goal_spans.place,
    coalesce(counted.came, 0) as came
from every
cross join goal_spans
left join counted
    on
        every.slice is not distinct from counted.slice
        and every.measure = counted.measure
        and goal_spans.place = counted.place
where $as_of is not null
order by every.slice nulls last, every.measure, goal_spans.place
