-- One row per asked moment and slice: what is booked in the period, and what is open of it.
-- `commit` and `best_case` add up from what is booked.
with summed as (
    select
        place,
        slice,
        count(*) filter (where is_booked) as won_deals,
        sum(case when is_booked then worth else 0 end) as won,
        sum(case when forecast_category = 'commit' then worth else 0 end) as committed,
        sum(case when forecast_category = 'best_case' then worth else 0 end) as hoped,
        sum(case when forecast_category = 'pipeline' then worth else 0 end) as pipeline,
        count(*) filter (where is_stamped_elsewhere) as stamped_elsewhere
    from forecast_cases
    group by place, slice
)

select
    deal_slices.slice,
    asked_moments.place,
    coalesce(summed.won_deals, 0) as won_deals,
    coalesce(summed.won, 0) as won,
    coalesce(summed.won + summed.committed, 0) as commit,
    coalesce(summed.won + summed.committed + summed.hoped, 0) as best_case,
    coalesce(summed.committed + summed.hoped + summed.pipeline, 0) as open,
    coalesce(summed.stamped_elsewhere, 0) as stamped_elsewhere
from deal_slices
cross join asked_moments
left join summed
    on
        deal_slices.slice is not distinct from summed.slice
        and asked_moments.place = summed.place
order by deal_slices.slice nulls last, asked_moments.place
