-- One row per episode and event at which a clock had started by as-of: what was known of it then.
select
    lead,
    episode,
    event,
    started_at,
    person,
    case when touched_at <= $as_of then touched_at end as touched_at,
    case when contacted_at <= $as_of then contacted_at end as contacted_at,
    touched_before,
    contacted_before,
    is_hot,
    case when ended_at <= $as_of then ended_at end as ended_at,
    case when ended_at <= $as_of then exit end as exit,
    case when ended_at <= $as_of then reason end as reason,
    case
        when ended_at <= $as_of and exit = 'disqualified'
            then coalesce(list_contains($not_a_lead, lower(trim(reason))), false)
        else false
    end as is_no_lead,
    -- when it entered each stage; none from the first skipped one on where those are dropped
    new_name_at,
    case when not ($drops_skipped and coalesce(skipped_from <= 2, false)) then engaged_at end as engaged_at,
    case when not ($drops_skipped and coalesce(skipped_from <= 3, false)) then target_at end as target_at,
    case when not ($drops_skipped and coalesce(skipped_from <= 4, false)) then mql_at end as mql_at,
    case when not ($drops_skipped and coalesce(skipped_from <= 5, false)) then sales_lead_at end as sales_lead_at,
    case when not ($drops_skipped and coalesce(skipped_from <= 6, false)) then opportunity_at end as opportunity_at,
    case when not ($drops_skipped and coalesce(skipped_from <= 7, false)) then customer_at end as customer_at,
    source,
    campaign,
    country,
    industry,
    marketing_role,
    fit,
    priority
from clocks
where
    started_at <= $as_of
    and ($lead_id is null or lead = (
        select any_value(leads.lead) from leads
        where leads.lead_id = $lead_id
    ))
    and not ($drops_skipped and coalesce(rank >= skipped_from, false))
