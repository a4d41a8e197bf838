-- One row per refused row of `typed`, taken out of it.
delete from typed
where
    rowid in (
        select typed_row from refused
        where table_name = $table
    )
