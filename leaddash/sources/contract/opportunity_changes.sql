-- One row per change of an opportunity as read: typed, with the first problem and the values set empty.
with parsed as (
    select
        source_rows.*,
        moment_of(changed_at, $zone) as _moment
    from source_rows
)

select
    text_of(parsed.opportunity_id) as opportunity_id,
    _moment as changed_at,
    text_of(stage) as stage,
    text_of(forecast_category) as forecast_category,
    money_of(amount) as amount,
    upper(text_of(currency)) as currency,
    day_of(close_date) as close_date,
    _file,
    _row,
    coalesce(
        missing('opportunity_id', parsed.opportunity_id),
        bad_moment('changed_at', changed_at, _moment, $horizon),
        orphan('opportunity_id', text_of(parsed.opportunity_id), clean_opportunities.opportunity_id)
    ) as _problem,
    repairs_of([
        bad_money('amount', amount),
        case
            when text_of(close_date) is not null and day_of(close_date) is null
                then problem('not a date', 'close_date', close_date)
        end
    ]) as _repairs
from parsed
left join clean_opportunities on text_of(parsed.opportunity_id) = clean_opportunities.opportunity_id
