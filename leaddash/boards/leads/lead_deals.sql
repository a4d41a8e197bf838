-- One row per change of one lead's opportunities by the as-of moment, in time, with what was known of it before.
-- An empty field means unchanged.
with changes as (
    select
        opportunity_versions.opportunity_id,
        opportunity_versions.version,
        opportunity_versions.valid_from,
        opportunity_versions.amount,
        opportunity_versions.currency,
        opportunity_versions.close_date,
        nullif(opportunity_versions.stage, '') as stage,
        nullif(opportunity_versions.forecast_category, '') as category
    from opportunity_versions
    inner join leads on opportunity_versions.lead = leads.lead
    where leads.lead_id = $lead_id and opportunity_versions.valid_from <= $as_of
)

select
    valid_from as at,
    version = 1 as is_first,
    stage,
    amount,
    currency,
    category,
    close_date,
    last_value(amount ignore nulls) over before as was_amount,
    last_value(category ignore nulls) over before as was_category,
    last_value(close_date ignore nulls) over before as was_close_date
from changes
window
    before as (
        partition by opportunity_id
        order by version
        rows between unbounded preceding and 1 preceding
    )
order by valid_from, opportunity_id, version
