-- One row per stage in the funnel's order, then per exit in the order of a tie.
select
    stage_rank(stage) as rank,
    stage,
    stage_rank(stage) > stage_rank('customer') as is_exit
from (
    values
    ('new_name'),
    ('engaged'),
    ('target'),
    ('mql'),
    ('sales_lead'),
    ('opportunity'),
    ('customer'),
    ('recycled'),
    ('postponed'),
    ('disqualified'),
    ('lost')
) as known (stage)
