-- One row per day, source, campaign and advertisement.
select
    reformatted("Date", $spend_day) as day,
    "Source" as source,
    "Campaign" as campaign,
    "Spend" as amount,
    $spend_currency as currency,
    _file,
    _row
from raw_spend
