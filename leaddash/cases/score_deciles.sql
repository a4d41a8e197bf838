-- One row per judged score of a worked episode: the tenth of its slice that it is in, 1 the lowest.
with ordered as (
    select
        judged_scores.*,
        leads.lead_id,
        row_number() over (
            partition by judged_scores.slice
            -- rounded: the order in which points were added up must not decide
            order by round(judged_scores.score, 9), leads.lead_id, judged_scores.episode
        ) as turn,
        count(*) over (partition by judged_scores.slice) as scores
    from judged_scores
    inner join leads on judged_scores.lead = leads.lead
    where judged_scores.worked
)

select
    *,
    (turn - 1) * 10 // scores + 1 as decile
from ordered
