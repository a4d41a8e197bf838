-- One row per slice and bucket of the period: the opportunities created in it, and what became of them by as-of.
with counted as (
    select
        creation_cases.slice,
        funnel_periods.period,
        count(*) as opportunities,
        sum(worth) as amount,
        sum(case when ending = 'open' then worth else 0 end) as open_amount,
        sum(case when ending = 'won' then worth else 0 end) as won_amount,
        sum(case when ending = 'lost' then worth else 0 end) as lost_amount,
        sum(case when won_at < funnel_periods.until then worth else 0 end) as same_period_won_amount
    from creation_cases
    inner join funnel_periods
        on creation_cases.created_at >= funnel_periods.since and creation_cases.created_at < funnel_periods.until
    group by creation_cases.slice, funnel_periods.period
)

select
    deal_slices.slice,
    funnel_periods.period,
    funnel_periods.since,
    funnel_periods.until,
    coalesce(counted.opportunities, 0) as opportunities,
    coalesce(counted.amount, 0) as amount,
    coalesce(counted.open_amount, 0) as open_amount,
    coalesce(counted.won_amount, 0) as won_amount,
    coalesce(counted.lost_amount, 0) as lost_amount,
    coalesce(counted.same_period_won_amount, 0) as same_period_won_amount
from deal_slices
cross join funnel_periods
left join counted
    on deal_slices.slice is not distinct from counted.slice and funnel_periods.period = counted.period
order by deal_slices.slice nulls last, funnel_periods.period
