-- One row per opportunity and stretch of time in which nothing about it changed.
with changes as (
    select
        opportunities.lead,
        opportunities.opportunity_id,
        greatest(clean_opportunity_changes.changed_at, opportunities.created_at) as valid_from,
        clean_opportunity_changes.changed_at,
        clean_opportunity_changes.stage,
        clean_opportunity_changes.forecast_category,
        clean_opportunity_changes.amount,
        clean_opportunity_changes.currency,
        clean_opportunity_changes.close_date
    from clean_opportunity_changes
    inner join opportunities on clean_opportunity_changes.opportunity_id = opportunities.opportunity_id
),

ordered as (
    select
        changes.*,
        row_number() over onward as version,
        lead(valid_from) over onward as valid_to
    from changes
    window onward as (
        partition by opportunity_id
        order by
            valid_from, case lower(trim(stage)) when 'won' then 2 when 'lost' then 3 else 1 end, changed_at,
            stage, forecast_category, amount, currency, close_date
    )
)

select
    lead,
    opportunity_id,
    version,
    valid_from,
    valid_to,
    stage,
    forecast_category,
    amount,
    currency,
    close_date
from ordered
