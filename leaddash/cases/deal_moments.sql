-- One row per asked moment and opportunity there was then: how it stood, and what it was of the fiscal period.
-- `class` is that of an open one; `is_booked` is won in the period.
with stood as (
    select
        asked_moments.*,
        deal_worths.* exclude (valid_from, valid_to),
        coalesce(deal_worths.amount, 0) as worth,
        deal_class(deal_worths.close_date, asked_moments.today, asked_moments.first, asked_moments.after) as class
    from deal_worths
    inner join asked_moments
        on
            deal_worths.valid_from <= asked_moments.asked_at
            and coalesce(deal_worths.valid_to, timestamp '9999-12-31') > asked_moments.asked_at
)

select
    *,
    ending = 'open' and is_of(class, asked_at, since, until) as is_of_period,
    ending = 'won' and won_at >= since and won_at < until as is_booked
from stood
