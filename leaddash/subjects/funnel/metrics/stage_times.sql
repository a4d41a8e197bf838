-- One row per slice and stage: how long each case stayed and which way it left, as seconds times seven plus way.
select
    slice,
    stage,
    rank,
    list(cast(seconds as bigint) * 7 + way) as stays
from stage_stays
where timed
group by slice, stage, rank
order by slice nulls last, rank
