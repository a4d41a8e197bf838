-- What Zoho's cells mean: amounts in three styles, a time to first call, a closing date, a moment.
create or replace macro amount_of(cell) as case
    when text_of(cell) like '%,%' then replace(replace(regexp_replace(cell, '[^0-9.,]', '', 'g'), '.', ''), ',', '.')
    else regexp_replace(cell, '[^0-9.]', '', 'g')
end;

create or replace macro zoho_moment(cell, wanted, zone) as moment_of(reformatted(cell, wanted), zone);

create or replace macro days_of(sla) as coalesce(try_cast(regexp_extract(sla, '^\s*(\d+) days?', 1) as integer), 0);

create or replace macro time_of(sla) as try_cast(regexp_extract(sla, '(\d+:\d{2}:\d{2})\s*$', 1) as interval);

-- Null where the cell is no time like 13:03:58 or 4 days, 21:19:46.
create or replace macro first_call_after(created, sla) as case
    when regexp_full_match(text_of(sla), '(\d+ days?, )?\d+:[0-5]\d:[0-5]\d')
        then created + to_days(days_of(sla)) + time_of(sla)
end;

create or replace macro end_of_day(cell, wanted) as
strftime(cast(try_strptime(text_of(cell), wanted) as date), '%Y-%m-%dT23:59:59');

-- A moment in UTC as text that says so, beside which a cell that is no moment can stand as it is.
create or replace macro told_utc(stamp) as strftime(stamp, '%Y-%m-%dT%H:%M:%SZ');
