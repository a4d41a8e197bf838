-- One row per person on our side as read: typed, with the first problem that refuses it.
select
    text_of(person_id) as person_id,
    text_of(name) as name,
    lower(text_of(role)) as role,
    text_of(team) as team,
    text_of(manager_id) as manager_id,
    text_of(calendar) as calendar,
    text_of(email) as email,
    _file,
    _row,
    coalesce(missing('person_id', person_id), missing('name', name), missing('role', role)) as _problem
from source_rows
