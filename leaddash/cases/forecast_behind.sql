-- One row per opportunity that a forecast counts, naming its lead: of one category and one figure, if named.
select
    slice,
    lead_id,
    opportunity_id,
    name as deal,
    person,
    forecast_category as category,
    nullif(stage, '') as deal_stage,
    amount,
    close_date,
    case when is_booked then won_at end as won_at,
    worth
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
