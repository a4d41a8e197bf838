-- One row per opportunity and part of the bridge of what is booked in the period, from one moment to as-of.
with booked as (
    select
        deal_ends.*,
        unnest(case
            when a_booked and b_booked and a_worth <> b_worth then ['start', 'corrected', 'end']
            when a_booked and b_booked then ['start', 'end']
            when a_booked then ['start', 'undone']
            else ['won', 'end']
        end) as movement
    from deal_ends
    where a_booked or b_booked
)

select
    * exclude (since, until),
    case when movement = 'undone' then -1 else 1 end as deals,
    case movement
        when 'start' then a_worth
        when 'won' then b_worth
        when 'undone' then -a_worth
        when 'corrected' then b_worth - a_worth
        when 'end' then b_worth
    end as amount
from booked
