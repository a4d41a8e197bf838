-- One row per hand-over as read: typed, with the first problem that refuses it.
select
    text_of(lead_id) as lead_id,
    text_of(person_id) as person_id,
    moment_of(assigned_at, $zone) as assigned_at,
    _file,
    _row,
    coalesce(
        missing('lead_id', lead_id),
        missing('person_id', person_id),
        bad_moment('assigned_at', assigned_at, $zone, $horizon)
    ) as _problem,
    no_repairs() as _repairs
from source_rows
