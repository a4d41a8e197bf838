-- One row per value of a dimension, most frequent first.
with found as (
    select
        case $dimension
            when 'source' then source
            when 'campaign' then campaign
            when 'country' then country
            when 'industry' then industry
            when 'marketing_role' then marketing_role
        end as value
    from leads
    where $dimension in ('source', 'campaign', 'country', 'industry', 'marketing_role')
    union all
    select case $dimension when 'person' then holdings.person_id else people.team end as value
    from holdings
    left join people on holdings.person_id = people.person_id
    where $dimension in ('person', 'team')
    union all
    select null as value
    where $dimension in ('person', 'team') and exists (select 1 from holdings)
)

select
    value,
    count(*) as leads
from found
group by value
order by leads desc, value asc
