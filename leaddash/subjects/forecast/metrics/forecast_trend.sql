-- One row per slice and day of the period: what was booked in it and open of it at the day's last second.
select
    forecast_totals.slice,
    asked_moments.today as day,
    forecast_totals.place,
    forecast_totals.won,
    forecast_totals.commit,
    forecast_totals.best_case
from forecast_totals
inner join asked_moments on forecast_totals.place = asked_moments.place
where $as_of is not null
order by forecast_totals.slice nulls last, asked_moments.place
