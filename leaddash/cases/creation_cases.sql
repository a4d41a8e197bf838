-- One row per opportunity created by as-of: what it is worth, how it stands, and when it was won if it was.
select
    scoped_deals.* exclude (fit),
    deal_worths.ending,
    case when deal_worths.ending = 'won' then deal_worths.won_at end as won_at,
    coalesce(deal_worths.amount, 0) as worth
from deal_worths
inner join scoped_deals on deal_worths.deal = scoped_deals.deal
where
    deal_worths.valid_from <= $as_of
    and (deal_worths.valid_to is null or deal_worths.valid_to > $as_of)
