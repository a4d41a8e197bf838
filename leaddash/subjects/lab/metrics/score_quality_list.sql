-- One row per judged score behind a figure, naming its lead: of worked episodes, or of those below the threshold.
select
    judged_scores.slice,
    leads.lead_id,
    judged_scores.episode,
    judged_scores.read_at,
    judged_scores.worked,
    judged_scores.score,
    score_deciles.decile,
    judged_scores.became_sales_lead
from judged_scores
inner join leads on judged_scores.lead = leads.lead
left join score_deciles
    on
        judged_scores.slice is not distinct from score_deciles.slice
        and judged_scores.lead = score_deciles.lead
        and judged_scores.episode = score_deciles.episode
where
    case coalesce($figure, 'worked')
        when 'worked' then judged_scores.worked
        when 'became_sales_lead' then judged_scores.worked and judged_scores.became_sales_lead
        when 'below_threshold' then judged_scores.is_below
        when 'below_threshold_worked' then judged_scores.worked and judged_scores.is_below
    end
order by judged_scores.read_at, leads.lead_id, judged_scores.episode
