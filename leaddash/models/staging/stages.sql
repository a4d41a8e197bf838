-- One row per stage (rank 1 to 7, in the funnel's order) and per exit (rank 8 to 11, in the order of a tie).
select
    rank,
    stage,
    rank > 7 as is_exit
from (
    values
    (1, 'new_name'),
    (2, 'engaged'),
    (3, 'target'),
    (4, 'mql'),
    (5, 'sales_lead'),
    (6, 'opportunity'),
    (7, 'customer'),
    (8, 'recycled'),
    (9, 'postponed'),
    (10, 'disqualified'),
    (11, 'lost')
) as known (rank, stage)
