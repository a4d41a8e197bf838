-- One row per slice, bucket of the period asked and stage.
select
    slices.slice,
    funnel_periods.period,
    stages.stage,
    stages.rank
from slices
cross join funnel_periods
cross join stages
where not stages.is_exit
