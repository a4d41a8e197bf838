-- One row per judged score of a worked episode in the period: its tenth, its score, and what became of it.
select
    slice,
    decile,
    score,
    became_sales_lead,
    read_at
from score_deciles
where read_at >= $since and read_at < $closed
order by slice nulls last, turn
