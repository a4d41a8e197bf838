-- One row per bucket of the period in which the CRM has MQLs: how many entered, and how many only by skipping it.
select
    period,
    count(*) as entered,
    count(*) filter (where skipped) as skipped
from trend_entries
where rank = stage_rank('mql')
group by period
order by period
