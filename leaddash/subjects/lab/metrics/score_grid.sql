-- One row per slice, fit band and behaviour band with model MQLs of the period: how many, and what became of them.
select
    slice,
    fit_band,
    behaviour_band,
    count(*) as mqls,
    count(*) filter (where is_worked) as worked,
    count(*) filter (where is_sales_lead) as became_sales_lead,
    count(*) filter (where is_over) as sales_lead_rate_mqls,
    count(*) filter (where is_sales_lead and is_over) as sales_lead_rate_became,
    count(*) filter (where is_worked and is_over) as worked_rate_mqls,
    count(*) filter (where is_worked and is_sales_lead and is_over) as worked_rate_became
from score_grid_cases
group by slice, fit_band, behaviour_band
order by
    slice nulls last, cast(fit_band as double) nulls first, cast(behaviour_band as integer)
