-- One row per slice and past period: what was booked in it, as known at as-of.
select
    deal_slices.slice,
    past_periods.place,
    past_periods.first as since,
    coalesce(sum(booking_cases.worth), 0) as actual
from deal_slices
cross join past_periods
left join booking_cases
    on
        deal_slices.slice is not distinct from booking_cases.slice
        and past_periods.since <= booking_cases.won_at
        and past_periods.until > booking_cases.won_at
where $as_of is not null
group by deal_slices.slice, past_periods.place, past_periods.first
order by deal_slices.slice nulls last, past_periods.place
