-- One row per refused row, and one per optional value that was set empty; `typed_row` is the row of `typed`.
create table refused (
    table_name varchar,
    reason varchar,
    column_name varchar,
    value varchar,
    hint varchar,
    file varchar,
    row bigint,
    typed_row bigint
);

create table repaired as from refused;
