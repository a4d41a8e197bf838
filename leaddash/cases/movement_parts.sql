-- One row per opportunity and part of the bridge that it is in: start, what came and went, what was revalued, end.
select
    slice,
    deal,
    'start' as movement,
    1 as deals,
    a_worth as amount
from movement_cases
where a_in_scope
union all
select
    slice,
    deal,
    came as movement,
    1 as deals,
    held as amount
from movement_cases
where came is not null
union all
select
    slice,
    deal,
    case when revalued > 0 then 'raised' else 'lowered' end as movement,
    1 as deals,
    revalued as amount
from movement_cases
where revalued <> 0
union all
select
    slice,
    deal,
    went as movement,
    -1 as deals,
    case when went = 'won' then -b_worth else -held end as amount
from movement_cases
where went is not null
union all
select
    slice,
    deal,
    'end' as movement,
    1 as deals,
    b_worth as amount
from movement_cases
where b_in_scope
