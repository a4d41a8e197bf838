-- One row per episode and event at which a clock had started by as-of: what was known of it then.
select
    lead,
    episode,
    event,
    started_at,
    start_estimated,
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
    exit_estimated,
    new_name_at,
    engaged_at,
    target_at,
    mql_at,
    sales_lead_at,
    opportunity_at,
    customer_at,
    reached_ranks,
    estimated_ranks,
    -- it went on when it first became a sales lead (or reached a later stage), if not before the start
    case
        when coalesce(sales_lead_at, opportunity_at, customer_at) between started_at and $as_of
            then coalesce(sales_lead_at, opportunity_at, customer_at)
    end as went_on_at,
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
