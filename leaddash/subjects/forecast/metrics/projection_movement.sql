-- One row per slice and end: what was booked in the period at the moment compared with (place 0) and at as-of.
select * from forecast_totals
where $as_of is not null
