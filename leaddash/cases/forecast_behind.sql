-- One row per opportunity that a forecast counts, naming its lead: of one category and one figure, if named.
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
where
    ($category is null or forecast_category = $category)
    and case coalesce($figure, 'deals')
        when 'overdue_deals' then is_overdue
        when 'without_amount' then is_without_amount
        when 'unconverted' then is_unconverted
        else true
    end
order by slice asc nulls last, worth desc, opportunity_id asc
