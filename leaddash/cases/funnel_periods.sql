-- One row per bucket of the period asked, cut to it; none without leads.
select unnest(cast($periods as struct(period date, since timestamp, until timestamp)[]), recursive := true)
where exists (select 1 from leads)
