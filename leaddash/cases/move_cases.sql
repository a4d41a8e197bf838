-- One row per opportunity open and of the period at either end, or booked in between: what it was called, and is.
-- The same for the first date of the fiscal period in which its close date lay, and lies.
select
    deal_ends.* exclude (since, until),
    case
        when is_new then 'not_there'
        when a_ending = 'lost' then 'lost'
        when a_ending = 'won' then 'closed'
        when a_in_scope then a_category
        else 'out'
    end as category_before,
    case
        when b_ending = 'lost' then 'lost'
        when b_ending = 'won' then 'closed'
        when b_in_scope then b_category
        else 'out'
    end as category_after,
    case
        when is_new then 'not_there'
        when a_ending = 'lost' then 'lost'
        when a_ending = 'won' then 'closed'
        else coalesce(strftime(fiscal_first(a_close_date, $period_months, $year_starts), '%Y-%m-%d'), 'undated')
    end as period_before,
    case
        when b_ending = 'lost' then 'lost'
        when b_ending = 'won' then 'closed'
        else coalesce(strftime(fiscal_first(b_close_date, $period_months, $year_starts), '%Y-%m-%d'), 'undated')
    end as period_after,
    case when b_ending = 'lost' then a_worth else b_worth end as amount
from deal_ends
where a_in_scope or b_in_scope or is_booked_between
