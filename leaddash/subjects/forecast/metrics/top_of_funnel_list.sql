-- One row per pass that stands at a stage up to sales lead at as-of, since when, and for how many whole weeks.
select
    scoped_stages.slice,
    leads.lead_id,
    scoped_stages.episode,
    scoped_stages.stage,
    scoped_stages.entered_at,
    date_diff('second', scoped_stages.entered_at, $as_of) // 604800 as weeks
from scoped_stages
inner join leads on scoped_stages.lead = leads.lead
where scoped_stages.left_at is null and scoped_stages.rank <= stage_rank('sales_lead')
order by scoped_stages.slice nulls last, scoped_stages.rank, scoped_stages.entered_at, leads.lead_id
