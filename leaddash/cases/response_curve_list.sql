-- One row per hand-over of the period, naming its lead: its bucket, its moments and what came of it.
select
    hand_over_classes.slice,
    leads.lead_id,
    hand_over_classes.episode,
    hand_over_classes.bucket,
    hand_over_classes.person,
    hand_over_classes.started_at,
    hand_over_classes.touched_at,
    hand_over_classes.response_seconds / 60 as response_minutes,
    hand_over_classes.contacted_at,
    hand_over_classes.qualified_at,
    hand_over_classes.won_at,
    hand_over_classes.ended_at,
    hand_over_classes.exit,
    hand_over_classes.reason,
    hand_over_classes.went_on_at,
    hand_over_classes.contact_over,
    hand_over_classes.contacted,
    hand_over_classes.qualify_over,
    hand_over_classes.qualified,
    hand_over_classes.win_over,
    hand_over_classes.won
from hand_over_classes
inner join leads on hand_over_classes.lead = leads.lead
where
    ($bucket is null or hand_over_classes.bucket = $bucket)
    and ($exit is null or coalesce(hand_over_classes.untouched_exit, '') = $exit)
    and ($reason is null or coalesce(hand_over_classes.untouched_reason, '') = $reason)
    and (
        $hour is null
        or concat_ws(
            '.',
            isodow(timezone($zone, timezone('UTC', hand_over_classes.started_at))),
            hour(timezone($zone, timezone('UTC', hand_over_classes.started_at)))
        ) = $hour
    )
    and case coalesce($figure, 'any')
        when 'answered' then true
        when 'any' then true
        when 'untouched' then hand_over_classes.bucket in ('never', 'waiting', 'not_a_lead')
        when 'contact_leads' then hand_over_classes.contact_over
        when 'contacted' then hand_over_classes.contacted
        when 'qualify_leads' then hand_over_classes.qualify_over
        when 'qualified' then hand_over_classes.qualified
        when 'win_leads' then hand_over_classes.win_over
        when 'won' then hand_over_classes.won
    end
order by hand_over_classes.started_at, leads.lead_id, hand_over_classes.episode
