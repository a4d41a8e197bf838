-- One row per asked moment and opportunity that a forecast counts: booked in the period, or open and of the period.
with stretches as (
    select
        deal_worths.* exclude (valid_to),
        coalesce(deal_worths.valid_to, timestamp '9999-12-31') as valid_to,
        coalesce(deal_worths.amount, 0) as worth
    from deal_worths
),

counted as (
    select
        asked_moments.*,
        stretches.*,
        deal_class(stretches.close_date, asked_moments.today, asked_moments.first, asked_moments.after) as class
    from stretches
    inner join asked_moments
        on stretches.valid_from <= asked_moments.asked_at and stretches.valid_to > asked_moments.asked_at
    where stretches.ending = 'open'
    union all
    select
        asked_moments.*,
        stretches.*,
        null as class
    from stretches
    inner join asked_moments
        on
            stretches.won_at >= asked_moments.since
            and stretches.won_at < asked_moments.until
            and stretches.valid_from <= asked_moments.asked_at
            and stretches.valid_to > asked_moments.asked_at
    where stretches.ending = 'won'
)

select
    scoped_deals.* exclude (fit),
    counted.* exclude (deal, since, until, first, after),
    counted.ending = 'won' as is_booked,
    counted.ending = 'open' as is_of_period,
    case when counted.ending = 'won' then 'closed' else counted.category end as forecast_category,
    counted.ending = 'open' and counted.class = 'overdue' as is_overdue,
    not counted.is_unconverted and counted.worth = 0 as is_without_amount,
    counted.ending = 'won' and (counted.close_date < counted.first or counted.close_date >= counted.after)
        as is_stamped_elsewhere
from counted
inner join scoped_deals on counted.deal = scoped_deals.deal
where counted.ending = 'won' or is_of(counted.class, counted.asked_at, counted.since, counted.until)
