-- One row per bucket of the period asked, also beyond as-of, where promises still fall due; none without leads.
select unnest(cast($due_periods as struct(period date, since timestamp, until timestamp)[]), recursive := true)
where exists (select 1 from leads)
