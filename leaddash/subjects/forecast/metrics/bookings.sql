-- One row per slice and bucket of the period: what was booked in it, as known at as-of.
with counted as (
    select
        booking_cases.slice,
        funnel_periods.period,
        count(*) as deals,
        sum(worth) as amount,
        avg(cast(worth as double)) as mean,
        median(cast(worth as double)) as median,
        median(days_from_created) as days_from_created,
        median(days_from_mql) as days_from_mql,
        median(days_from_opportunity) as days_from_opportunity,
        count(*) filter (where by_marketing_role) as marketing_role_deals,
        sum(case when by_marketing_role then worth else 0 end) as marketing_role_amount,
        count(*) filter (where touched_first) as touched_first_deals,
        sum(case when touched_first then worth else 0 end) as touched_first_amount
    from booking_cases
    inner join funnel_periods
        on booking_cases.won_at >= funnel_periods.since and booking_cases.won_at < funnel_periods.until
    group by booking_cases.slice, funnel_periods.period
)

select
    deal_slices.slice,
    funnel_periods.period,
    coalesce(counted.deals, 0) as deals,
    coalesce(counted.amount, 0) as amount,
    counted.mean,
    counted.median,
    counted.days_from_created,
    counted.days_from_mql,
    counted.days_from_opportunity,
    coalesce(counted.marketing_role_deals, 0) as marketing_role_deals,
    coalesce(counted.marketing_role_amount, 0) as marketing_role_amount,
    coalesce(counted.touched_first_deals, 0) as touched_first_deals,
    coalesce(counted.touched_first_amount, 0) as touched_first_amount
from deal_slices
cross join funnel_periods
left join counted
    on deal_slices.slice is not distinct from counted.slice and funnel_periods.period = counted.period
order by deal_slices.slice nulls last, funnel_periods.period
