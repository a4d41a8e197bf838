-- One row per episode that became an MQL by as-of, as the funnel reads it: its step to sales lead, within the window.
-- A case is over when its window is; without a window, once it has left.
with known as (
    select
        lead,
        episode,
        entered_at as mql_at,
        converted_at as sales_lead_at,
        left_at,
        entered_at + to_seconds(cast($window_seconds as bigint[])[stage_rank('mql')]) as closes_at
    from known_stages
    where rank = stage_rank('mql')
)

select
    lead,
    episode,
    mql_at,
    sales_lead_at,
    coalesce(closes_at <= $as_of, left_at is not null) as is_over,
    coalesce(sales_lead_at <= closes_at, sales_lead_at is not null) as is_converted
from known
