-- One row per slice and category of the forecast: what is booked in the period, and the open deals of it.
with categories as (
    select
        unnest(['closed', 'commit', 'best_case', 'pipeline', 'omitted']) as category,
        unnest([1, 2, 3, 4, 5]) as rank
),

counted as (
    select
        slice,
        forecast_category,
        count(*) as deals,
        sum(worth) as amount,
        count(*) filter (where is_overdue) as overdue,
        count(*) filter (where is_without_amount) as without_amount,
        count(*) filter (where is_unconverted) as unconverted
    from forecast_cases
    group by slice, forecast_category
)

select
    deal_slices.slice,
    categories.category,
    coalesce(counted.deals, 0) as deals,
    coalesce(counted.amount, 0) as amount,
    case
        when categories.category <> 'omitted' then sum(coalesce(counted.deals, 0)) over downward
    end as cumulative_deals,
    case
        when categories.category <> 'omitted' then sum(coalesce(counted.amount, 0)) over downward
    end as cumulative_amount,
    coalesce(counted.overdue, 0) as overdue,
    coalesce(counted.without_amount, 0) as without_amount,
    coalesce(counted.unconverted, 0) as unconverted
from deal_slices
cross join categories
left join counted
    on
        deal_slices.slice is not distinct from counted.slice
        and categories.category = counted.forecast_category
window downward as (partition by deal_slices.slice order by categories.rank)
order by deal_slices.slice nulls last, categories.rank
