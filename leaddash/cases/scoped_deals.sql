-- One row per opportunity of the asked slices.
with described as (
    select
        deals.*,
        case
            when $asks_fit_band
                then fit_band_of($fit_bands, case when $refits then fit_points.fit else deals.fit end)
        end as fit_band
    from deals
    left join fit_points on deals.lead = fit_points.lead
)

select
    *,
    slice_of($by, source, campaign, country, industry, marketing_role, team, person, fit_band) as slice
from described
where in_scope($filters, source, campaign, country, industry, marketing_role, team, person, fit_band)
