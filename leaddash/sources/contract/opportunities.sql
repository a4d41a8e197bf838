-- One row per opportunity as read: typed, with the first problem that refuses it.
with parsed as (
    select
        source_rows.*,
        moment_of(created_at, $zone) as _moment
    from source_rows
)

select
    text_of(opportunity_id) as opportunity_id,
    text_of(parsed.lead_id) as lead_id,
    _moment as created_at,
    text_of(person_id) as person_id,
    text_of(name) as name,
    _file,
    _row,
    coalesce(
        missing('opportunity_id', opportunity_id),
        missing('lead_id', parsed.lead_id),
        bad_moment('created_at', parsed.created_at, _moment, $horizon),
        orphan('lead_id', text_of(parsed.lead_id), lead_numbers.lead_id)
    ) as _problem
from parsed
left join lead_numbers on text_of(parsed.lead_id) = lead_numbers.lead_id
