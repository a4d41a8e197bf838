-- One row per episode that became an MQL by as-of, as the funnel reads it: its step to sales lead, within the window.
-- without a window a case is over once it has left
with known as (
    select
        *,
        mql_at + to_seconds(cast($window_seconds as bigint[])[4]) as closes_at
    from scoped_episodes
    where mql_at is not null
)

select
    slice,
    lead,
    episode,
    mql_at,
    sales_lead_at,
    coalesce(closes_at <= $as_of, coalesce(sales_lead_at, ended_at) is not null) as mql_is_over,
    coalesce(sales_lead_at <= closes_at, sales_lead_at is not null) as became_sales_lead
from known
