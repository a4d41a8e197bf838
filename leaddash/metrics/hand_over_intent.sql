-- One row per hand-over with inbound activities of intent in the 30 days before it: how many, at most two.
with intents as (
    select
        lead,
        occurred_at
    from signals
    where is_inbound_intent and not $rematches
    union all
    select
        lead,
        occurred_at
    from behaviour_signals
    where is_inbound_intent and $rematches
)

select
    timed_hand_overs.lead,
    timed_hand_overs.episode,
    least(count(*), 2) as intents
from timed_hand_overs
inner join intents
    on
        timed_hand_overs.lead = intents.lead
        and timed_hand_overs.started_at > intents.occurred_at
        and intents.occurred_at >= timed_hand_overs.started_at - interval '30' day
group by timed_hand_overs.lead, timed_hand_overs.episode
