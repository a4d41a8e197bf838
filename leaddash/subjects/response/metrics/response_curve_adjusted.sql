-- One row per slice, stratum and bucket: hand-overs, those whose horizon is over, and those with the outcome.
select
    hand_over_classes.slice,
    score_bands.score_band,
    hand_over_classes.source,
    hand_over_classes.arrival,
    hand_over_classes.bucket,
    count(*) as leads,
    count(*) filter (where hand_over_classes.contact_over) as contact_leads,
    count(*) filter (where hand_over_classes.contacted) as contacted,
    count(*) filter (where hand_over_classes.qualify_over) as qualify_leads,
    count(*) filter (where hand_over_classes.qualified) as qualified,
    count(*) filter (where hand_over_classes.win_over) as win_leads,
    count(*) filter (where hand_over_classes.won) as won
from hand_over_classes
inner join score_bands
    on hand_over_classes.lead = score_bands.lead and hand_over_classes.episode = score_bands.episode
where hand_over_classes.is_lead
group by
    hand_over_classes.slice, score_bands.score_band, hand_over_classes.source, hand_over_classes.arrival,
    hand_over_classes.bucket
order by
    hand_over_classes.slice nulls last, score_bands.score_band, hand_over_classes.source nulls last,
    hand_over_classes.arrival, hand_over_classes.bucket
