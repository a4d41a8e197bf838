-- One row per slice, stratum and bucket: hand-overs, those whose horizon is over, and those with the outcome.
with strata as (
    select
        hand_over_classes.*,
        fit_band_of(
            $fit_bands, coalesce(strata_fits.fit, case when $refits then fit_points.fit else fits.fit end)
        ) as stratum_band,
        coalesce(hand_over_intent.intents, 0) as intents
    from hand_over_classes
    inner join fits on hand_over_classes.lead = fits.lead
    left join fit_points on hand_over_classes.lead = fit_points.lead
    left join strata_fits on hand_over_classes.lead = strata_fits.lead
    left join hand_over_intent
        on hand_over_classes.lead = hand_over_intent.lead and hand_over_classes.episode = hand_over_intent.episode
    where hand_over_classes.is_lead
)

select
    slice,
    stratum_band,
    intents,
    source,
    arrival,
    bucket,
    count(*) as leads,
    count(*) filter (where contact_over) as contact_leads,
    count(*) filter (where contacted) as contacted,
    count(*) filter (where qualify_over) as qualify_leads,
    count(*) filter (where qualified) as qualified,
    count(*) filter (where win_over) as win_leads,
    count(*) filter (where won) as won
from strata
group by slice, stratum_band, intents, source, arrival, bucket
order by slice nulls last, stratum_band nulls last, intents, source nulls last, arrival, bucket
