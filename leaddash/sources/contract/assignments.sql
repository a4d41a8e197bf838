-- One row per hand-over as read: typed, with the first problem that refuses it.
with parsed as (
    select
        source_rows.*,
        moment_of(assigned_at, $zone) as _moment
    from source_rows
)

select
    text_of(parsed.lead_id) as lead_id,
    text_of(person_id) as person_id,
    _moment as assigned_at,
    _file,
    _row,
    coalesce(
        missing('lead_id', parsed.lead_id),
        missing('person_id', person_id),
        bad_moment('assigned_at', assigned_at, _moment, $horizon),
        orphan('lead_id', text_of(parsed.lead_id), lead_numbers.lead_id)
    ) as _problem
from parsed
left join lead_numbers on text_of(parsed.lead_id) = lead_numbers.lead_id
