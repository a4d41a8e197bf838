-- One row per row of `keyed` (key, moment, file, row) after the first with its key.
with repeated as (
    select key from keyed
    group by key
    having count(*) > 1
),

ranked as (
    select
        keyed.*,
        row_number() over (partition by keyed.key order by keyed.moment, keyed._file, keyed._row) as nth
    from keyed
    inner join repeated on keyed.key = repeated.key
)

select
    $table as table_name,
    'duplicate' as reason,
    $column as column_name,
    key as value,
    null as hint,
    _file as file,
    _row as row
from ranked
where nth > 1
