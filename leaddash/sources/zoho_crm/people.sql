-- One row per name that owns a deal or a call.
with owners as (
    select
        "Deal Owner Name" as name,
        _file,
        _row
    from raw_deals
    union all
    select
        "Call Owner Name" as name,
        _file,
        _row
    from raw_calls
)

select
    text_of(name) as person_id,
    text_of(name) as name,
    $owner_role as role,
    null as team,
    null as manager_id,
    null as calendar,
    null as email,
    min(_file) as _file,
    min(_row) as _row
from owners
where text_of(name) is not null
group by text_of(name)
