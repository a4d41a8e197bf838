-- One row per clock of a lead that raised its hand in the 24 hours up to and including the start.
select distinct
    clock_starts.lead,
    clock_starts.episode,
    clock_starts.event
from clock_starts
inner join signals on clock_starts.lead = signals.lead
where
    signals.occurred_at <= clock_starts.started_at
    and signals.occurred_at > clock_starts.started_at - interval '24' hour
