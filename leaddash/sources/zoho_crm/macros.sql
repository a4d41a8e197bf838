-- What Zoho's cells mean: amounts in three styles, a time to first call, a closing date, a moment.
create or replace macro amount_of(cell) as case
    when text_of(cell) like '%,%' then replace(replace(regexp_replace(cell, '[^0-9.,]', '', 'g'), '.', ''), ',', '.')
    else regexp_replace(cell, '[^0-9.]', '', 'g')
end;

create or replace macro zoho_moment(cell, wanted, zone) as moment_of(reformatted(cell, wanted), zone);

create or replace macro first_call_after(created, sla) as created
+ to_days(coalesce(try_cast(regexp_extract(sla, '^(\d+) days?', 1) as integer), 0))
+ cast(nullif(regexp_extract(sla, '(\d+:\d{2}:\d{2})$', 1), '') as interval);

create or replace macro end_of_day(cell, wanted) as
strftime(cast(try_strptime(text_of(cell), wanted) as date), '%Y-%m-%dT23:59:59');
