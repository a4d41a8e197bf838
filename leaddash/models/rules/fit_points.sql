-- One row per lead: its fit points under `$fit_rules`, no less than the floor and no more than the cap.
with earned as (
    select
        lead_key,
        sum(points) as points
    from fit_cells
    group by lead_key
)

select
    leads.lead,
    greatest($fit_least, least($fit_most, coalesce(earned.points, 0))) as fit
from leads
left join earned on leads.lead_id = earned.lead_key
where $refits
