-- One row per opportunity that there is at as-of (place 1), with how it stood at the moment compared with (place 0).
-- `a_*` is how it stood then, `b_*` how it stands; where it was lost in between `open_*` is its last state of open.
with last_open as (
    select
        deal_worths.deal,
        max_by(coalesce(deal_worths.amount, 0), deal_worths.version) as worth,
        max_by(coalesce(deal_worths.close_date, date '0001-01-01'), deal_worths.version) as close_date
    from deal_worths
    inner join asked_moments on asked_moments.place = 1 and deal_worths.valid_from <= asked_moments.asked_at
    where deal_worths.ending = 'open'
    group by deal_worths.deal
)

select
    scoped_deals.* exclude (fit),
    befores.deal is null as is_new,
    befores.ending as a_ending,
    befores.class as a_class,
    befores.category as a_category,
    befores.close_date as a_close_date,
    befores.worth as a_worth,
    coalesce(befores.is_of_period, false) as a_in_scope,
    coalesce(befores.is_booked, false) as a_booked,
    afters.ending as b_ending,
    afters.class as b_class,
    afters.category as b_category,
    afters.close_date as b_close_date,
    afters.worth as b_worth,
    afters.is_of_period as b_in_scope,
    afters.is_booked as b_booked,
    afters.won_at as b_won_at,
    afters.is_booked and afters.won_at > earlier.asked_at as is_booked_between,
    afters.asked_at as b_at,
    afters.since,
    afters.until,
    last_open.worth as open_worth,
    last_open.close_date > date '0001-01-01' and is_of(
        deal_class(last_open.close_date, afters.today, afters.first, afters.after),
        afters.asked_at, afters.since, afters.until
    ) as open_in_scope
from scoped_deals
inner join deal_moments as afters on scoped_deals.deal = afters.deal and afters.place = 1
inner join asked_moments as earlier on earlier.place = 0
left join deal_moments as befores on scoped_deals.deal = befores.deal and befores.place = 0
left join last_open on scoped_deals.deal = last_open.deal
