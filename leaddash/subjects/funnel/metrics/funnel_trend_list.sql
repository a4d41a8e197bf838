-- One row per move behind a figure of the trend (all moves where none is named), naming its lead.
select
    funnel_trend_cases.slice,
    leads.lead_id,
    funnel_trend_cases.period,
    funnel_trend_cases.move,
    funnel_trend_cases.stage,
    funnel_trend_cases.episode,
    funnel_trend_cases.moved_at,
    funnel_trend_cases.entered_at,
    funnel_trend_cases.converted_at,
    funnel_trend_cases.exited_at,
    funnel_trend_cases.exit,
    funnel_trend_cases.reason,
    funnel_trend_cases.class,
    funnel_trend_cases.days,
    funnel_trend_cases.skipped,
    funnel_trend_cases.rated,
    funnel_trend_cases.rate_converted,
    funnel_trend_cases.timed,
    funnel_trend_cases.stays,
    coalesce(funnel_trend_cases.flow_out, false) as flow_out
from funnel_trend_cases
inner join leads on funnel_trend_cases.lead = leads.lead
where
    ($stage is null or funnel_trend_cases.stage = $stage)
    and case coalesce($figure, 'any')
        when 'any' then true
        when 'flow_out' then funnel_trend_cases.move = 'left' and funnel_trend_cases.flow_out
        when 'went_out' then funnel_trend_cases.move = 'left' and funnel_trend_cases.stays
        when 'came_in' then funnel_trend_cases.move = 'entered' and funnel_trend_cases.stays
        when 'entered' then funnel_trend_cases.move = 'entered'
        when 'skipped' then funnel_trend_cases.move = 'entered' and funnel_trend_cases.skipped
        when 'rate_entered' then funnel_trend_cases.move = 'entered' and funnel_trend_cases.rated
        when 'rate_converted' then funnel_trend_cases.move = 'entered' and funnel_trend_cases.rate_converted
        else funnel_trend_cases.move = 'entered' and funnel_trend_cases.class = $figure
    end
order by funnel_trend_cases.moved_at, leads.lead_id, funnel_trend_cases.episode, funnel_trend_cases.rank
