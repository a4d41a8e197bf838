-- One row per opportunity and stretch of time in which nothing about it changed, with all that was said of it by then.
-- Before its first change nothing is said of it. `pushes` counts how often its close date moved to a later month.
with said as (
    select
        opportunity_id,
        version,
        valid_from,
        nullif(lower(trim(stage)), '') as stage,
        nullif(lower(trim(forecast_category)), '') as recorded_category,
        amount,
        nullif(upper(trim(currency)), '') as currency,
        close_date
    from opportunity_versions
    union all
    select
        opportunity_id,
        0 as version,
        created_at as valid_from,
        null as stage,
        null as recorded_category,
        null as amount,
        null as currency,
        null as close_date
    from opportunities
),

carried as (
    select
        opportunity_id,
        version,
        valid_from,
        lead(valid_from) over onward as valid_to,
        last_value(stage ignore nulls) over onward as stage,
        last_value(recorded_category ignore nulls) over onward as recorded_category,
        last_value(amount ignore nulls) over onward as amount,
        last_value(currency ignore nulls) over onward as currency,
        last_value(close_date ignore nulls) over onward as close_date
    from said
    window onward as (partition by opportunity_id order by version)
),

compared as (
    select
        carried.*,
        coalesce(lag(stage) over onward, '') as stage_before,
        case
            when date_trunc('month', close_date) > date_trunc('month', lag(close_date) over onward) then 1
            else 0
        end as is_push
    from carried
    window onward as (partition by opportunity_id order by version)
)

select
    deals.deal,
    compared.version,
    compared.valid_from,
    compared.valid_to,
    compared.stage,
    compared.recorded_category,
    compared.amount,
    compared.currency,
    compared.close_date,
    case when compared.stage in ('won', 'lost') then compared.stage else 'open' end as ending,
    max(case when compared.stage = 'won' and compared.stage_before <> 'won' then compared.valid_from end)
        over onward as won_at,
    max(
        case
            when compared.version = 0 or coalesce(compared.stage, '') <> compared.stage_before
                then compared.valid_from
        end
    ) over onward as stage_since,
    sum(compared.is_push) over onward as pushes
from compared
inner join deals on compared.opportunity_id = deals.opportunity_id
window onward as (partition by compared.opportunity_id order by compared.version)
order by compared.valid_from, deals.deal, compared.version
