-- One row per MQL of the asked slice that nobody was given and nobody touched, its episode still open.
with handed as (
    select
        lead,
        episode
    from clocks_known
    where event = 'hand_over'
),

waiting as (
    select
        clocks_known.* exclude (mql_at),
        coalesce(
            clocks_known.mql_at, clocks_known.sales_lead_at, clocks_known.opportunity_at, clocks_known.customer_at
        ) as given_from,
        case
            when $asks_fit_band
                then fit_band_of($fit_bands, case when $refits then fit_points.fit else clocks_known.fit end)
        end as fit_band
    from clocks_known
    left join fit_points on clocks_known.lead = fit_points.lead
    anti join handed on clocks_known.lead = handed.lead and clocks_known.episode = handed.episode
    where
        clocks_known.event in ('created', 'returned')
        and clocks_known.ended_at is null
        and clocks_known.touched_at is null
        and exists (select 1 from holdings)
)

select
    slice_of($by, source, campaign, country, industry, marketing_role, null, null, fit_band) as slice,
    lead,
    episode,
    given_from as mql_at
from waiting
where
    given_from <= $as_of
    and in_scope($filters, source, campaign, country, industry, marketing_role, null, null, fit_band)
