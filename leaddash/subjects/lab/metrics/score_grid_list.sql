-- One row per model MQL of the period under the asked rules, naming its lead: its cell, and what became of it.
select
    score_grid_cases.slice,
    leads.lead_id,
    score_grid_cases.episode,
    score_grid_cases.mql_at,
    score_grid_cases.fit,
    score_grid_cases.behaviour,
    score_grid_cases.fit_band,
    score_grid_cases.behaviour_band,
    score_grid_cases.is_worked,
    score_grid_cases.is_sales_lead,
    score_grid_cases.is_over,
    score_grid_cases.is_customer,
    score_grid_cases.is_win_over
from score_grid_cases
inner join leads on score_grid_cases.lead = leads.lead
where
    case coalesce($figure, 'mqls')
        when 'mqls' then true
        when 'worked' then score_grid_cases.is_worked
        when 'became_sales_lead' then score_grid_cases.is_sales_lead
        when 'became_customer' then score_grid_cases.is_customer
        when 'sales_lead_rate_mqls' then score_grid_cases.is_over
        when 'sales_lead_rate_became' then score_grid_cases.is_sales_lead and score_grid_cases.is_over
        when 'customer_rate_mqls' then score_grid_cases.is_win_over
        when 'customer_rate_became' then score_grid_cases.is_customer and score_grid_cases.is_win_over
        when 'worked_rate_mqls' then score_grid_cases.is_worked and score_grid_cases.is_over
        when 'worked_rate_became'
            then score_grid_cases.is_worked and score_grid_cases.is_sales_lead and score_grid_cases.is_over
    end
order by score_grid_cases.mql_at, leads.lead_id, score_grid_cases.episode
