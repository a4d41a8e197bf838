-- One macro per kind of value: the value of a cell, or null where it does not parse.

-- A cell as text. A whole number of a floating-point column is written without its `.0`: an id read as 12.0 in one file
-- is the id 12 of another.
create or replace macro written_of(cell) as case
    when typeof(cell) in ('DOUBLE', 'FLOAT') then regexp_replace(cast(cell as varchar), '\.0$', '')
    else cast(cell as varchar)
end;

-- A text without blanks at its ends, null where nothing is left. Trimming is slow and seldom needed, so it is done only
-- where the first or the last character sorts before `!`, as every blank does.
create or replace macro trimmed_of(written) as case
    when written >= '!' and right(written, 1) >= '!' then written
    else nullif(trim(written, e' \t\r\n'), '')
end;

create or replace macro text_of(cell) as trimmed_of(written_of(cell));

create or replace macro number_of(cell) as case
    when isfinite(try_cast(text_of(cell) as double)) then try_cast(text_of(cell) as double)
end;

-- An amount of money to the cent, half away from zero; of a floating-point column by its shortest decimal text.
create or replace macro money_of(cell) as case
    when number_of(cell) is not null then try_cast(text_of(cell) as decimal(18, 2))
end;

create or replace macro truth_of(cell) as try_cast(text_of(cell) as boolean);

-- A moment written in a format of its own (as of `strptime`) as ISO 8601; any other text stays as it is.
create or replace macro reformatted(cell, wanted) as
coalesce(strftime(try_strptime(text_of(cell), wanted), '%Y-%m-%dT%H:%M:%S'), text_of(cell));

-- The value of the entry that has a cell's text for its name, upper and lower case alike; null where none has.
create or replace macro looked_up(cell, entries) as
list_filter(entries, lambda e: lower(trim(e.name)) = lower(text_of(cell)))[1].value;

-- What is wrong with a cell: a reason, its column and its value. The first problem of a required value refuses the row;
-- that of an optional one is a repair, which sets it empty. All macros below are null where nothing is wrong.
create or replace macro whole_problem(reason, column_name, shown) as struct_pack(
    reason := reason, column_name := column_name, value := shown
);

-- The same with the value cut to 200 characters.
create or replace macro problem(reason, column_name, cell) as
whole_problem(reason, column_name, left(cast(cell as varchar), 200));

create or replace macro missing(column_name, cell) as case
    when text_of(cell) is null then problem('missing', column_name, cell)
end;

-- A key that names no row of the table it points into.
create or replace macro orphan(column_name, key, parent) as case
    when parent is null then whole_problem('orphan', column_name, key)
end;

-- A moment that is missing, that no rule can read (`stamp` is null) or that lies after `horizon`.
create or replace macro bad_moment(column_name, cell, stamp, horizon) as case
    when stamp is null and text_of(cell) is null then problem('missing', column_name, cell)
    when stamp is null then problem('unparsable', column_name, cell)
    when stamp > horizon then problem('future', column_name, cell)
end;

create or replace macro bad_number(column_name, cell) as case
    when text_of(cell) is not null and number_of(cell) is null then problem('not a number', column_name, cell)
end;

-- An amount that is none, or that is beyond what is kept to the cent (ten thousand billions).
create or replace macro bad_money(column_name, cell) as case
    when text_of(cell) is not null and money_of(cell) is null then problem('not a number', column_name, cell)
end;

create or replace macro bad_truth(column_name, cell) as case
    when text_of(cell) is not null and truth_of(cell) is null then problem('not yes or no', column_name, cell)
end;

-- The repairs of a row: of its checks of optional values those that found something wrong.
create or replace macro repairs_of(checks) as list_filter(checks, lambda x: x is not null);
