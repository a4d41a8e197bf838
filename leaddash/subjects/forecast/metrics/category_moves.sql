-- One row per slice and what deals were called at one moment and are called at as-of.
select
    slice,
    category_before as before,
    category_after as after,
    count(*) as deals,
    sum(amount) as amount
from move_cases
where $as_of is not null
group by slice, category_before, category_after
order by slice nulls last, category_before, category_after
