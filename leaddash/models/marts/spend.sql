-- One row per campaign and day of spend.
select
    day,
    source,
    campaign,
    amount,
    currency
from clean_spend
