-- One row per row of `keyed` after the first with its key.
-- Keys are compared only where their hashes meet: of millions of rows none need do.
with repeated as (
    select hash(key) as digest
    from keyed
    group by hash(key)
    having count(*) > 1
),

ranked as (
    select
        keyed.*,
        row_number() over (
            partition by keyed.key order by keyed.moment, keyed._file, keyed._row, keyed.typed_row
        ) as nth
    from keyed
    inner join repeated on hash(keyed.key) = repeated.digest
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
