-- One row per activity as read: typed, with the first problem that refuses it.
with parsed as (
    select
        source_rows.*,
        moment_of(occurred_at, $zone) as _moment
    from source_rows
)

select
    text_of(lead_id) as lead_id,
    _moment as occurred_at,
    text_of(activity_type) as activity_type,
    text_of(activity_id) as activity_id,
    text_of(asset) as asset,
    lower(text_of(direction)) as direction,
    text_of(person_id) as person_id,
    lower(text_of(outcome)) as outcome,
    _file,
    _row,
    coalesce(
        missing('lead_id', lead_id),
        bad_moment('occurred_at', occurred_at, _moment, $horizon),
        missing('activity_type', activity_type)
    ) as _problem,
    no_repairs() as _repairs
from parsed
