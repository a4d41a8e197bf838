-- One row per bucket of time to the first touch, in order; `is_timed` where there was one after the start.
select
    place,
    bucket,
    place <= 8 as is_timed
from (
    values
    (1, 'le_5m'),
    (2, '5_10m'),
    (3, '10_30m'),
    (4, '30_60m'),
    (5, '1_4h'),
    (6, '4_24h'),
    (7, '1_3d'),
    (8, 'gt_3d'),
    (9, 'before'),
    (10, 'never'),
    (11, 'waiting'),
    (12, 'not_a_lead')
) as known (place, bucket)
