-- One row per reading of a worked episode: the tenth of its slice that its score is in, 1 the lowest.
with ordered as (
    select
        read_scores.*,
        leads.lead_id,
        row_number() over (
            partition by read_scores.slice
            -- in which order points were added up must not decide
            order by round(read_scores.score, 9), leads.lead_id, read_scores.episode
        ) as turn,
        count(*) over (partition by read_scores.slice) as readings
    from read_scores
    inner join leads on read_scores.lead = leads.lead
    where read_scores.worked
)

select
    *,
    (turn - 1) * 10 // readings + 1 as decile
from ordered
