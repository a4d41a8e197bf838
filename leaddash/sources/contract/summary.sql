-- One row per reason and column of what was set aside in a table, with the first examples.
select
    reason,
    column_name,
    count(*) as rows_refused,
    list_slice(
        list(struct_pack(file := file, row := row, value := value, hint := hint) order by file, row), 1, 3
    ) as examples
from set_aside
where table_name = $table
group by reason, column_name
order by rows_refused desc, reason asc, column_name asc
