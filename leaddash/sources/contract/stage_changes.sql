-- One row per stage entry or exit as read: typed, with the first problem that refuses it.
with parsed as (
    select
        source_rows.*,
        moment_of(entered_at, $zone) as _moment
    from source_rows
)

select
    text_of(parsed.lead_id) as lead_id,
    lower(text_of(stage)) as stage,
    _moment as entered_at,
    text_of(reason) as reason,
    text_of(person_id) as person_id,
    coalesce(truth_of(estimated), false) as estimated,
    _file,
    _row,
    coalesce(
        missing('lead_id', parsed.lead_id),
        missing('stage', stage),
        case when not list_contains($stages, lower(text_of(stage))) then problem('unknown stage', 'stage', stage) end,
        bad_moment('entered_at', entered_at, _moment, $horizon),
        orphan('lead_id', text_of(parsed.lead_id), lead_numbers.lead_id)
    ) as _problem,
    repairs_of([bad_truth('estimated', estimated)]) as _repairs
from parsed
left join lead_numbers on text_of(parsed.lead_id) = lead_numbers.lead_id
