-- One macro per step from a cell to a moment in UTC.
-- `list_transform([x], lambda name: …)[1]` names a value, so that it is computed once where it is used twice.

-- The local time of a moment.
create or replace macro local_of(utc, zone) as timezone(zone, timezone('UTC', utc));

-- By how many seconds local time is ahead of UTC at a moment.
create or replace macro offset_at(utc, zone) as epoch(local_of(utc, zone)) - epoch(utc);

-- The moment of a local time (`utc_of`): one that a clock change skips moves forward by the gap, of one that occurs
-- twice it is the first. `last_of` is what the database makes of it, of two the last; `first_of` is what the offset of
-- the day before makes of it, which is in force until a change.
create or replace macro last_of(wall, zone) as timezone('UTC', timezone(zone, wall));

create or replace macro first_of(wall, last, zone) as
wall - to_seconds(offset_at(last - interval 1 day, zone));

create or replace macro chosen_of(wall, last, zone) as case
    when first_of(wall, last, zone) = last then last
    when local_of(first_of(wall, last, zone), zone) = wall then first_of(wall, last, zone)
    when local_of(last, zone) = wall then last
    else first_of(wall, last, zone)
end;

create or replace macro utc_of(wall, zone) as case
    when zone = 'UTC' then wall
    else list_transform([last_of(wall, zone)], lambda last: chosen_of(wall, last, zone))[1]
end;

-- Whether a text is a moment in ISO 8601, with T or a space between date and time. The database would read more than
-- that, by guessing.
create or replace macro is_moment(written) as regexp_full_match(
    written,
    '\d{4}[-/]\d{1,2}[-/]\d{1,2}'
    || '([T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?(\s*(Z|UTC|GMT|[+-]\d{2}(:?\d{2})?))?)?'
);

create or replace macro has_offset(written) as regexp_matches(written, ':[\d:.,]+\s*(Z|UTC|GMT|[+-]\d{2}(:?\d{2})?)$');

-- The offset as `+00` or `+hh…` without a blank before it: the only way the database reads it.
create or replace macro with_plain_offset(written) as
regexp_replace(regexp_replace(written, '\s*(Z|UTC|GMT)$', '+00'), '\s+([+-]\d{2})', '\1');

-- The moment that an upper-case text says, without an offset in the local time of `zone`; null where it is none.
create or replace macro stamp_written(written, zone) as case
    when not is_moment(written) then null
    when has_offset(written)
        then timezone('UTC', try_cast(with_plain_offset(replace(written, ',', '.')) as timestamptz))
    else utc_of(try_cast(replace(written, ',', '.') as timestamp), zone)
end;

-- The moment that a cell of any type says, null where it is none.
create or replace macro stamp_of(cell, zone) as case
    when typeof(cell) in ('TIMESTAMP WITH TIME ZONE', 'TIMESTAMPTZ_NS')
        then timezone('UTC', try_cast(cell as timestamptz))
    when typeof(cell) like 'TIMESTAMP%' or typeof(cell) = 'DATE' then utc_of(try_cast(cell as timestamp), zone)
    else list_transform([upper(text_of(cell))], lambda written: stamp_written(written, zone))[1]
end;

-- The same cut to the second; null before the year 1000 and where it is infinite.
create or replace macro moment_of(cell, zone) as list_filter(
    [date_trunc('second', stamp_of(cell, zone))],
    lambda stamp: isfinite(stamp) and stamp >= timestamp '1000-01-01'
)[1];

-- The date that a cell begins with, whatever time and offset follow it.
create or replace macro day_of(cell) as list_transform(
    [upper(text_of(cell))],
    lambda written: case when is_moment(written) then try_cast(regexp_extract(written, '^[\d/-]+') as date) end
)[1];
