-- One row per stage: how many passes entered it in the period, and how many of them only by skipping it.
select
    stages.stage,
    count(scoped_stages.stage) as entered,
    count(*) filter (where scoped_stages.skipped) as skipped
from stages
left join scoped_stages
    on
        stages.rank = scoped_stages.rank
        and scoped_stages.entered_at >= $since
        and scoped_stages.entered_at < $closed
where not stages.is_exit
group by stages.stage, stages.rank
order by stages.rank
