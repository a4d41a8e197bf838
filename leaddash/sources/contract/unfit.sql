-- One row per row of `typed` that breaks the contract by itself.
select
    $table as table_name,
    _problem.reason,
    _problem.column_name,
    _problem.value,
    null as hint,
    _file as file,
    _row as row,
    rowid as typed_row
from typed
where _problem is not null
