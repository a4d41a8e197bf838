-- One row per slice and person who held the lead at the start: hand-overs, median response, outcomes.
select
    slice,
    person,
    count(*) as hand_overs,
    count(touched_at) as touched,
    quantile_disc(coalesce(cast(response_seconds as double), cast('infinity' as double)), 0.5)
    filter (where bucket not in ('before', 'not_a_lead') and not start_estimated) / 60 as p50_minutes,
    count(*) filter (where contact_over) as contact_leads,
    count(*) filter (where contacted) as contacted,
    count(*) filter (where qualify_over) as qualify_leads,
    count(*) filter (where qualified) as qualified,
    count(*) filter (where win_over) as win_leads,
    count(*) filter (where won) as won
from hand_over_classes
group by slice, person
order by slice nulls last, person nulls last
