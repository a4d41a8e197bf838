-- One row per optional value of a kept row that did not parse and was set empty.
with found as (
    select
        _file,
        _row,
        unnest(_repairs) as repair,
        rowid as typed_row
    from typed
    where len(_repairs) > 0
)

select
    $table as table_name,
    repair.reason,
    repair.column_name,
    repair.value,
    null as hint,
    _file as file,
    _row as row,
    typed_row
from found
