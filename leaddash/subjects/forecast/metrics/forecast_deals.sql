-- One row per open opportunity: what is recorded of it, what usually becomes of such, and what needs a decision.
with stood as (
    select
        scoped_deals.* exclude (fit, deal),
        deal_moments.* exclude (since, until),
        lead_activity.last_activity_at,
        usual_stays.usual_seconds,
        win_shares.share as win_share,
        win_shares.share * win_shares.growth * case
            when deal_moments.is_missing then win_shares.typical
            else cast(greatest(deal_moments.worth, 0) as double)
        end as expected,
        rarely_won.stage is not null and deal_moments.category = 'commit' as is_ahead,
        date_diff('second', scoped_deals.created_at, deal_moments.asked_at) as age_seconds,
        date_diff('second', deal_moments.stage_since, deal_moments.asked_at) as stage_seconds,
        greatest(scoped_deals.created_at, coalesce(lead_activity.last_activity_at, scoped_deals.created_at))
        < deal_moments.asked_at - interval '14' day as is_silent
    from deal_moments
    inner join scoped_deals on deal_moments.deal = scoped_deals.deal
    left join lead_activity on scoped_deals.lead = lead_activity.lead
    left join usual_stays on deal_moments.stage = usual_stays.stage
    left join rarely_won on deal_moments.stage = rarely_won.stage
    left join win_shares
        on
            case when deal_moments.category = 'omitted' then 'omitted' else deal_moments.class end = win_shares.class
            and deal_moments.category = win_shares.category
            and deal_moments.stage = win_shares.stage
    where deal_moments.ending = 'open'
)

select
    slice,
    opportunity_id,
    lead_id,
    name,
    person,
    team,
    source,
    nullif(stage, '') as stage,
    category,
    class,
    amount,
    coalesce(currency, $currency) as currency,
    close_date,
    win_share,
    expected,
    age_seconds / 86400 as age_days,
    stage_seconds / 86400 as stage_days,
    pushes,
    last_activity_at,
    concat_ws(
        ', ',
        case when class = 'overdue' then 'overdue' end,
        case when class = 'undated' then 'undated' end,
        case when not is_unconverted and worth = 0 then 'no_amount' end,
        case when pushes >= 3 then 'pushed' end,
        case when is_silent then 'silent' end,
        case when stage_seconds > usual_seconds then 'old' end,
        case when close_date = after - 1 then 'period_end' end,
        case when is_ahead then 'ahead' end
    ) as flags
from stood
order by slice asc nulls last, worth desc, opportunity_id asc
