-- One row per opportunity and stretch of some length in which nothing about it changed, in its order.
select
    deal,
    valid_from,
    valid_to,
    ending,
    category,
    stage,
    close_date,
    won_at,
    amount,
    is_missing
from deal_worths
where valid_to is null or valid_to > valid_from
order by deal, version
