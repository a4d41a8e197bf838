-- One row per case behind a figure of the funnel (all cases where none is named), naming its lead.
select
    funnel_cases.slice,
    leads.lead_id,
    funnel_cases.episode,
    funnel_cases.stage,
    funnel_cases.entered_at,
    funnel_cases.converted_at,
    funnel_cases.exited_at,
    funnel_cases.exit,
    funnel_cases.reason,
    funnel_cases.class,
    funnel_cases.days,
    funnel_cases.estimated,
    funnel_cases.entered,
    funnel_cases.skipped,
    funnel_cases.rated as rate_entered,
    funnel_cases.rate_converted,
    coalesce(funnel_cases.flow_out, false) as flow_out,
    coalesce(funnel_cases.converted_later, false) as converted_later,
    coalesce(funnel_cases.carried_in, false) as carried_in,
    funnel_cases.at_start as balance_start,
    funnel_cases.came_in,
    coalesce(funnel_cases.went_out, false) as went_out,
    funnel_cases.at_end as balance_end,
    funnel_cases.person
from funnel_cases
inner join leads on funnel_cases.lead = leads.lead
where
    ($stage is null or funnel_cases.stage = $stage)
    and case coalesce($figure, 'any')
        when 'any'
            then
                funnel_cases.entered or funnel_cases.flow_out or funnel_cases.at_start
                or funnel_cases.came_in or funnel_cases.went_out or funnel_cases.at_end
        when 'entered' then funnel_cases.entered
        when 'skipped' then funnel_cases.skipped
        when 'rate_entered' then funnel_cases.rated
        when 'rate_converted' then funnel_cases.rate_converted
        when 'converted_later' then funnel_cases.converted_later
        when 'carried_in' then funnel_cases.carried_in
        when 'flow_out' then funnel_cases.flow_out
        when 'balance_start' then funnel_cases.at_start
        when 'came_in' then funnel_cases.came_in
        when 'went_out' then funnel_cases.went_out
        when 'balance_end' then funnel_cases.at_end
        else funnel_cases.entered and funnel_cases.class = $figure
    end
order by funnel_cases.entered_at, leads.lead_id, funnel_cases.episode, funnel_cases.rank
