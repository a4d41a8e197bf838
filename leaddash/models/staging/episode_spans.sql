-- One row per episode of a lead: the positions of its first event and of what ended it.
with recursive links as (
    select
        starts.lead,
        starts.position as start_position,
        case
            when customers.position is null or starts.exit_position < customers.position then starts.exit_position
            when
                customers.return_position is null
                or customers.recorded_exit_position < customers.return_position
                then customers.recorded_exit_position
        end as exit_position,
        customers.return_position
    from stage_links as starts
    left join stage_links as customers
        on starts.lead = customers.lead and starts.customer_position = customers.position
    where not starts.is_exit
),

hops as (
    select
        links.lead,
        links.start_position,
        links.exit_position,
        coalesce(exits.entry_position, case when links.exit_position is null then links.return_position end)
            as next_position
    from links
    left join stage_links as exits on links.lead = exits.lead and links.exit_position = exits.position
),

spans as (
    select
        lead,
        1 as episode,
        start_position,
        exit_position,
        next_position
    from hops
    where start_position = 1
    union all
    select
        hops.lead,
        spans.episode + 1 as episode,
        hops.start_position,
        hops.exit_position,
        hops.next_position
    from spans
    inner join hops on spans.lead = hops.lead and spans.next_position = hops.start_position
)

select
    lead,
    episode,
    start_position,
    exit_position,
    next_position
from spans
union all
select
    lead,
    1 as episode,
    1 as start_position,
    null as exit_position,
    null as next_position
from leads
where lead not in (select lead from stage_links)
