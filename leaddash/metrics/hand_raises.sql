-- One row per moment at which a lead raised its hand.
select distinct
    lead,
    occurred_at
from signals
where is_hand_raise and not $rematches
union
select
    lead,
    occurred_at
from behaviour_signals
where is_hand_raise and $rematches
