-- One row per row of `keyed` after the first with its key, rows refused already left aside.
with fit as (
    select keyed.*
    from keyed
    where not exists (
        select 1 from refused
        where refused.table_name = $table and refused.typed_row = keyed.typed_row
    )
),

repeated as (
    select key from fit
    group by key
    having count(*) > 1
),

ranked as (
    select
        fit.*,
        row_number() over (partition by fit.key order by fit.moment, fit._file, fit._row, fit.typed_row) as nth
    from fit
    inner join repeated on fit.key = repeated.key
)

select
    $table as table_name,
    'duplicate' as reason,
    $key_column as column_name,
    key as value,
    null as hint,
    _file as file,
    _row as row,
    typed_row
from ranked
where nth > 1
