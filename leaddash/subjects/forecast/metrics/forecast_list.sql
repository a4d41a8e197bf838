-- One row per opportunity that the forecast counts: its category, amount and dates.
select
    slice,
    lead_id,
    opportunity_id,
    name,
    person,
    team,
    forecast_category as category,
    nullif(stage, '') as stage,
    case when is_of_period then class end as class,
    amount,
    currency,
    close_date,
    case when is_booked then won_at end as won_at
from forecast_cases
order by slice asc nulls last, worth desc, opportunity_id asc
