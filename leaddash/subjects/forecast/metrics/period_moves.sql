-- One row per slice and fiscal period in which deals were to be closed at one moment, and are at as-of.
select
    slice,
    period_before as before,
    period_after as after,
    count(*) as deals,
    sum(amount) as amount
from move_cases
where $as_of is not null
group by slice, period_before, period_after
order by slice nulls last, period_before, period_after
