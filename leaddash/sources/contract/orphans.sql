-- One row per row of `keyed` whose parent was not kept.
select
    $table as table_name,
    'orphan' as reason,
    $key_column as column_name,
    keyed.key as value,
    null as hint,
    keyed._file as file,
    keyed._row as row,
    keyed.typed_row
from keyed
where
    not exists (
        select 1 from parents
        where parents.key = keyed.key
    )
