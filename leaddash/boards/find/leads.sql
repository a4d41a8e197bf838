-- One row per lead found among those created by the as-of moment, the best of all `matches`.
-- By its whole id, then by beginnings of words of the name, then of any, then by what stands inside; the newest first.
with created as (
    select max(lead) as last_lead
    from leads
    where created_at <= $as_of
),

matching as (
    select
        leads_told.lead,
        starts_with(leads_told.told, ' ' || $typed || chr(10)) as is_id,
        contains(leads_told.told, ' ' || $longest)
        and (
            len($words) = 1
            or len(list_filter($words, lambda word: not contains(leads_told.told, ' ' || word))) = 0
        ) as is_beginning,
        contains(leads_told.name, ' ' || $longest)
        and (
            len($words) = 1
            or len(list_filter($words, lambda word: not contains(leads_told.name, ' ' || word))) = 0
        ) as is_named
    from leads_told
    where
        leads_told.lead <= (select created.last_lead from created)
        and contains(leads_told.told, $longest)
        and (len($words) = 1 or len(list_filter($words, lambda word: not contains(leads_told.told, word))) = 0)
),

counted as (select count(*) as matches from matching),

best as (
    select *
    from matching
    order by is_id desc, is_named desc, is_beginning desc, lead desc
    limit $most
),

stood as (
    select
        best.lead,
        arg_max(
            coalesce(case when stage_episodes.exited_at <= $as_of then stage_episodes.exit end, stage_episodes.stage),
            (stage_episodes.episode, stage_episodes.rank)
        ) as stage
    from best
    inner join stage_episodes on best.lead = stage_episodes.lead
    where stage_episodes.entered_at <= $as_of
    group by best.lead
)

select
    leads.lead_id,
    leads.lead_name,
    leads.company,
    leads.email_domain,
    stood.stage,
    best.is_id,
    counted.matches
from best
cross join counted
inner join leads on best.lead = leads.lead
left join stood on best.lead = stood.lead
order by best.is_id desc, best.is_named desc, best.is_beginning desc, best.lead desc
