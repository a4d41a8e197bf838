-- One macro per step from a cell to a moment in UTC; a list of one cell names what is used more than once.
create or replace macro local_of(utc, zone) as timezone(zone, timezone('UTC', utc));

create or replace macro offset_at(utc, zone) as epoch(local_of(utc, zone)) - epoch(utc);

-- The moment of a local wall time: a time that a clock change skips moves forward by the gap, one that occurs
-- twice is the first; both follow from the offset in force before the change.
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

-- Text that is a moment is ISO 8601, with T or a space; whatever else the database would guess at is none.
create or replace macro is_moment(told) as regexp_full_match(
    told,
    '\d{4}[-/]\d{1,2}[-/]\d{1,2}'
    || '([T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?(\s*(Z|UTC|GMT|[+-]\d{2}(:?\d{2})?))?)?'
);

create or replace macro has_offset(told) as regexp_matches(told, ':[\d:.,]+\s*(Z|UTC|GMT|[+-]\d{2}(:?\d{2})?)$');

create or replace macro with_plain_offset(told) as
regexp_replace(regexp_replace(told, '\s*(Z|UTC|GMT)$', '+00'), '\s+([+-]\d{2})', '\1');

create or replace macro told_stamp(told, zone) as case
    when not is_moment(told) then null
    when has_offset(told)
        then timezone('UTC', try_cast(with_plain_offset(replace(told, ',', '.')) as timestamptz))
    else utc_of(try_cast(replace(told, ',', '.') as timestamp), zone)
end;

create or replace macro stamp_of(cell, zone) as case
    when typeof(cell) in ('TIMESTAMP WITH TIME ZONE', 'TIMESTAMPTZ_NS')
        then timezone('UTC', try_cast(cell as timestamptz))
    when typeof(cell) like 'TIMESTAMP%' or typeof(cell) = 'DATE' then utc_of(try_cast(cell as timestamp), zone)
    else list_transform([upper(text_of(cell))], lambda told: told_stamp(told, zone))[1]
end;

create or replace macro moment_of(cell, zone) as list_filter(
    [date_trunc('second', stamp_of(cell, zone))],
    lambda stamp: isfinite(stamp) and stamp >= timestamp '1000-01-01'
)[1];

-- The date as it is written, whatever time and offset stand behind it.
create or replace macro day_of(cell) as list_transform(
    [upper(text_of(cell))],
    lambda told: case when is_moment(told) then try_cast(regexp_extract(told, '^[\d/-]+') as date) end
)[1];
