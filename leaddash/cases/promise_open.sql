-- One row per promise that nothing has kept by as-of, nobody having left.
select * from promise_cases
where stop_at is null and left_at is null
