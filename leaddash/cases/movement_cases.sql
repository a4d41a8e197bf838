-- One row per opportunity open and of the period at either end, or booked in between: how it came in and went out.
-- `held` is what it was worth in scope. What is booked in between was in scope, or has entered.
with told as (
    select
        *,
        not a_in_scope and (
            b_in_scope
            or is_booked_between
            or (is_new and b_ending = 'lost' and open_in_scope)
        ) as has_entered
    from deal_ends
),

entered as (
    select
        *,
        case
            when not has_entered then null
            when is_new then 'new'
            when a_ending <> 'open' then 'reopened'
            when a_class = 'later' then 'pulled_in'
            else 'rolled_in'
        end as came,
        case
            when a_in_scope then a_worth
            when not is_new and a_ending = 'open' then a_worth
            when b_ending = 'lost' then open_worth
            else b_worth
        end as held
    from told
    where a_in_scope or has_entered
)

select
    *,
    case
        when b_in_scope then null
        when is_booked_between then 'won'
        when b_ending = 'lost' then 'lost'
        when b_ending = 'won' and b_won_at < since then 'pulled_out'
        when b_ending = 'open' and b_class = 'earlier' then 'pulled_out'
        when b_ending = 'open' and b_class = 'overdue' and b_at < since then 'pulled_out'
        else 'pushed_out'
    end as went,
    case when b_in_scope or is_booked_between then b_worth - held else 0 end as revalued
from entered
