-- One row per opportunity booked in a past period, with the first date of that.
select
    booking_cases.slice,
    booking_cases.lead_id,
    booking_cases.opportunity_id,
    booking_cases.name,
    booking_cases.person,
    booking_cases.team,
    booking_cases.won_at,
    booking_cases.worth as amount,
    past_periods.first as since
from booking_cases
inner join past_periods
    on booking_cases.won_at >= past_periods.since and booking_cases.won_at < past_periods.until
order by booking_cases.slice nulls last, booking_cases.won_at, booking_cases.opportunity_id
