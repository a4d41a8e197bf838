-- One row per episode that became an MQL by as-of, as the funnel reads it: its step to sales lead, within the window.
-- without a window a case is over once it has left
with known as (
    select
        scoped_passes.slice,
        known_stages.lead,
        known_stages.episode,
        known_stages.entered_at as mql_at,
        known_stages.converted_at as sales_lead_at,
        known_stages.left_at,
        known_stages.entered_at + to_seconds(cast($window_seconds as bigint[])[4]) as closes_at
    from known_stages
    inner join scoped_passes
        on known_stages.lead = scoped_passes.lead and known_stages.episode = scoped_passes.episode
    where known_stages.rank = 4
)

select
    slice,
    lead,
    episode,
    mql_at,
    sales_lead_at,
    coalesce(closes_at <= $as_of, left_at is not null) as mql_is_over,
    coalesce(sales_lead_at <= closes_at, sales_lead_at is not null) as became_sales_lead
from known
