-- One row per MQL of the asked slice that nobody was given and nobody touched: it stands there, its episode open.
with handed as (
    select
        lead,
        episode
    from clocks_known
    where event = 'hand_over'
),

standing as (
    select
        clocks_known.*,
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
        and clocks_known.mql_at <= $as_of
        and coalesce(coalesce(sales_lead_at, opportunity_at, customer_at) > $as_of, true)
        and exists (select 1 from holdings)
)

select
    slice_of($by, source, campaign, country, industry, marketing_role, null, null, fit_band) as slice,
    lead,
    episode,
    mql_at
from standing
where in_scope($filters, source, campaign, country, industry, marketing_role, null, null, fit_band)
