-- One row per slice and bucket: episodes that become model MQLs in it under the asked rules, and under the agreed ones.
with counted as (
    select
        mql_cases.slice,
        funnel_periods.period,
        count(*) filter (where not mql_cases.is_agreed) as mqls,
        count(*) filter (where mql_cases.is_agreed) as mqls_agreed
    from mql_cases
    inner join funnel_periods
        on mql_cases.mql_at >= funnel_periods.since and mql_cases.mql_at < funnel_periods.until
    group by mql_cases.slice, funnel_periods.period
)

select
    slices.slice,
    funnel_periods.period,
    coalesce(counted.mqls, 0) as mqls,
    coalesce(counted.mqls_agreed, 0) as mqls_agreed
from slices
cross join funnel_periods
left join counted
    on slices.slice is not distinct from counted.slice and funnel_periods.period = counted.period
order by slices.slice nulls last, funnel_periods.period
