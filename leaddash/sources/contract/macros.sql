-- One macro per kind of value: what a cell says, or null where it does not parse.
-- A floating-point number that is whole is written as such: an id 12 is no other than an id 12.0.
create or replace macro told_of(cell) as case
    when typeof(cell) in ('DOUBLE', 'FLOAT') then regexp_replace(cast(cell as varchar), '\.0$', '')
    else cast(cell as varchar)
end;

-- Only what begins or ends with a blank is trimmed: most does not, and trimming is what costs most.
create or replace macro trimmed_of(told) as case
    when told >= '!' and right(told, 1) >= '!' then told
    else nullif(trim(told, e' \t\r\n'), '')
end;

create or replace macro text_of(cell) as trimmed_of(told_of(cell));

create or replace macro number_of(cell) as case
    when isfinite(try_cast(text_of(cell) as double)) then try_cast(text_of(cell) as double)
end;

create or replace macro truth_of(cell) as try_cast(text_of(cell) as boolean);

create or replace macro reformatted(cell, wanted) as
coalesce(strftime(try_strptime(text_of(cell), wanted), '%Y-%m-%dT%H:%M:%S'), text_of(cell));

create or replace macro looked_up(cell, entries) as
list_filter(entries, lambda e: lower(trim(e.name)) = lower(text_of(cell)))[1].value;

-- What is wrong with a cell: the first problem refuses the row, a repair sets an optional value empty.
create or replace macro whole_problem(reason, column_name, told) as struct_pack(
    reason := reason, column_name := column_name, value := told
);

create or replace macro problem(reason, column_name, cell) as
whole_problem(reason, column_name, left(cast(cell as varchar), 200));

create or replace macro missing(column_name, cell) as case
    when text_of(cell) is null then problem('missing', column_name, cell)
end;

create or replace macro orphan(column_name, key, parent) as case
    when parent is null then whole_problem('orphan', column_name, key)
end;

create or replace macro bad_moment(column_name, cell, stamp, horizon) as case
    when stamp is null and text_of(cell) is null then problem('missing', column_name, cell)
    when stamp is null then problem('unparsable', column_name, cell)
    when stamp > horizon then problem('future', column_name, cell)
end;

create or replace macro bad_number(column_name, cell) as case
    when text_of(cell) is not null and number_of(cell) is null then problem('not a number', column_name, cell)
end;

create or replace macro bad_truth(column_name, cell) as case
    when text_of(cell) is not null and truth_of(cell) is null then problem('not yes or no', column_name, cell)
end;

create or replace macro repairs_of(found) as list_filter(found, lambda x: x is not null);
