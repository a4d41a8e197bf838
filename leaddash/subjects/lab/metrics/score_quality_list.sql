-- One row per reading behind a figure, naming its lead: of worked episodes, or of those below the threshold.
select
    read_scores.slice,
    leads.lead_id,
    read_scores.episode,
    read_scores.read_at,
    read_scores.worked,
    read_scores.score,
    score_deciles.decile,
    read_scores.became_sales_lead
from read_scores
inner join leads on read_scores.lead = leads.lead
left join score_deciles
    on
        read_scores.slice is not distinct from score_deciles.slice
        and read_scores.lead = score_deciles.lead
        and read_scores.episode = score_deciles.episode
where
    case coalesce($figure, 'worked')
        when 'worked' then read_scores.worked
        when 'became_sales_lead' then read_scores.worked and read_scores.became_sales_lead
        when 'below_threshold' then read_scores.is_below
        when 'below_threshold_worked' then read_scores.worked and read_scores.is_below
    end
order by read_scores.read_at, leads.lead_id, read_scores.episode
