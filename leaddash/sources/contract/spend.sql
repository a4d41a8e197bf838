-- One row per campaign and day of spend as read: typed, with the first problem that refuses it.
select
    day_of(day) as day,
    text_of(source) as source,
    text_of(campaign) as campaign,
    number_of(amount) as amount,
    upper(text_of(currency)) as currency,
    _file,
    _row,
    coalesce(
        missing('day', day),
        case when day_of(day) is null then problem('unparsable', 'day', day) end,
        case when day_of(day) > $horizon then problem('future', 'day', day) end
    ) as _problem,
    repairs_of([bad_number('amount', amount)]) as _repairs
from source_rows
