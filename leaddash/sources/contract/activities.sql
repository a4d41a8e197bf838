-- One row per activity as read: typed, under its lead, with the first problem that refuses it.
with parsed as (
    select
        lead_id as told_lead_id,
        occurred_at as told_at,
        activity_type as told_type,
        text_of(lead_id) as lead_id,
        moment_of(occurred_at, $zone) as occurred_at,
        text_of(activity_type) as activity_type,
        text_of(activity_id) as activity_id,
        text_of(asset) as asset,
        lower(text_of(direction)) as direction,
        text_of(person_id) as person_id,
        lower(text_of(outcome)) as outcome,
        _file,
        _row
    from source_rows
)

select
    lead_numbers.lead,
    -- one before the creation counts at the creation
    greatest(parsed.occurred_at, lead_numbers.created_at) as occurred_at,
    parsed.activity_type,
    parsed.activity_id,
    parsed.asset,
    parsed.direction,
    parsed.person_id,
    parsed.outcome,
    case when parsed.occurred_at < lead_numbers.created_at then parsed.occurred_at end as _early,
    parsed._file,
    parsed._row,
    -- what is wrong is asked only where something is: of millions of rows that is cheaper
    case
        when
            lead_numbers.lead is null or parsed.activity_type is null
            or coalesce(parsed.occurred_at > $horizon, true)
            then coalesce(
                missing('lead_id', parsed.told_lead_id),
                bad_moment('occurred_at', parsed.told_at, parsed.occurred_at, $horizon),
                missing('activity_type', parsed.told_type),
                orphan('lead_id', parsed.lead_id, lead_numbers.lead)
            )
    end as _problem
from parsed
left join lead_numbers on parsed.lead_id = lead_numbers.lead_id
