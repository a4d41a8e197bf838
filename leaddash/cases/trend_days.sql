-- One row per bucket of the period asked and day that it touches, by which moments find their bucket.
select
    *,
    unnest(generate_series(date_trunc('day', since), until, interval 1 day)) as day
from funnel_periods
