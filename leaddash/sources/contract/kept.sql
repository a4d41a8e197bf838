-- One row per row of `typed` that was not refused, without the columns of the check.
select typed.* exclude (_problem, _repairs, _file, _row)
from typed
where
    typed._problem is null
    and not exists (
        select 1 from refused
        where refused.table_name = $table and refused.file = typed._file and refused.row = typed._row
    )
