-- One row per slice: what is booked in the period and open of it at as-of.
select * from forecast_totals
where $as_of is not null
