-- One macro per kind of value: what a cell says, or null where it does not parse.
create or replace macro text_of(cell) as nullif(trim(cast(cell as varchar), e' \t\r\n'), '');

create or replace macro number_of(cell) as case
    when isfinite(try_cast(text_of(cell) as double)) then try_cast(text_of(cell) as double)
end;

create or replace macro truth_of(cell) as try_cast(text_of(cell) as boolean);

-- Local wall time of a moment, and the moment of a local wall time: a time that a clock change skips moves
-- forward by the gap, one that occurs twice is the first; both follow from the offset in force before the change.
create or replace macro local_of(utc, zone) as timezone(zone, timezone('UTC', utc));

create or replace macro last_of(wall, zone) as timezone('UTC', timezone(zone, wall));

create or replace macro offset_at(utc, zone) as epoch(local_of(utc, zone)) - epoch(utc);

create or replace macro first_of(wall, zone) as
wall - to_seconds(offset_at(last_of(wall, zone) - interval 1 day, zone));

create or replace macro utc_of(wall, zone) as case
    when zone = 'UTC' then wall
    when local_of(first_of(wall, zone), zone) = wall then first_of(wall, zone)
    when local_of(last_of(wall, zone), zone) = wall then last_of(wall, zone)
    else first_of(wall, zone)
end;

create or replace macro stamp_of(cell, zone) as case
    when typeof(cell) = 'TIMESTAMP WITH TIME ZONE' then timezone('UTC', try_cast(cell as timestamptz))
    when typeof(cell) in ('TIMESTAMP', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP_NS', 'DATE')
        then utc_of(try_cast(cell as timestamp), zone)
    when regexp_matches(text_of(cell), ':\d{2}(\.\d+)?\s*([Zz]|[+-]\d{2}(:?\d{2})?)$')
        then timezone('UTC', try_cast(replace(upper(text_of(cell)), ' +', '+') as timestamptz))
    else utc_of(try_cast(text_of(cell) as timestamp), zone)
end;

create or replace macro moment_of(cell, zone) as case
    when isfinite(stamp_of(cell, zone)) then date_trunc('second', stamp_of(cell, zone))
end;

create or replace macro day_of(cell) as case
    when isfinite(try_cast(text_of(cell) as timestamp)) then cast(try_cast(text_of(cell) as timestamp) as date)
end;

create or replace macro reformatted(cell, wanted) as
coalesce(strftime(try_strptime(text_of(cell), wanted), '%Y-%m-%dT%H:%M:%S'), text_of(cell));

create or replace macro looked_up(cell, entries) as
list_filter(entries, lambda e: lower(trim(e.name)) = lower(text_of(cell)))[1].value;

-- What is wrong with a cell: the first problem refuses the row, a repair sets an optional value empty.
create or replace macro problem(reason, column_name, cell) as struct_pack(
    reason := reason, column_name := column_name, value := left(cast(cell as varchar), 200)
);

create or replace macro missing(column_name, cell) as case
    when text_of(cell) is null then problem('missing', column_name, cell)
end;

create or replace macro bad_moment(column_name, cell, zone, horizon) as case
    when text_of(cell) is null then problem('missing', column_name, cell)
    when moment_of(cell, zone) is null then problem('unparsable', column_name, cell)
    when moment_of(cell, zone) > horizon then problem('future', column_name, cell)
end;

create or replace macro bad_number(column_name, cell) as case
    when text_of(cell) is not null and number_of(cell) is null then problem('not a number', column_name, cell)
end;

create or replace macro bad_truth(column_name, cell) as case
    when text_of(cell) is not null and truth_of(cell) is null then problem('not yes or no', column_name, cell)
end;

create or replace macro repairs_of(found) as list_filter(found, lambda x: x is not null);

create or replace macro no_repairs() as repairs_of([missing('', 'x')]);
