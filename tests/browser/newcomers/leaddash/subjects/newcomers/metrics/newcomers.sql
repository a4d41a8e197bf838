-- One row per slice and country: leads created in the period, and the share of them that left the new names.
select
    slice,
    country,
    count(*) as leads,
    avg(case when left_at is null then 0.0 else 1.0 end) as gone_share
from scoped_stages
where rank = stage_rank('new_name') and entered_at >= $since and entered_at < $closed
group by slice, country
order by slice nulls last, leads desc, country nulls last
