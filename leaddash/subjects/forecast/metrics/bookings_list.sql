-- One row per opportunity booked in the period, with the bucket that it is of.
select
    booking_cases.slice,
    booking_cases.lead_id,
    booking_cases.opportunity_id,
    booking_cases.name,
    booking_cases.person,
    booking_cases.team,
    booking_cases.won_at,
    booking_cases.worth as amount,
    booking_cases.by_marketing_role,
    booking_cases.touched_first,
    funnel_periods.period
from booking_cases
inner join funnel_periods
    on booking_cases.won_at >= funnel_periods.since and booking_cases.won_at < funnel_periods.until
order by booking_cases.slice nulls last, booking_cases.won_at, booking_cases.opportunity_id
