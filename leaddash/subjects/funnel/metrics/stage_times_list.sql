-- One row per case of the curves, naming its lead: how long it stayed and which way it left, if it did.
select
    stage_stays.slice,
    leads.lead_id,
    stage_stays.episode,
    stage_stays.stage,
    stage_stays.entered_at,
    stage_stays.left_at,
    case stage_stays.way
        when 1 then 'converted'
        when 2 then 'recycled'
        when 3 then 'postponed'
        when 4 then 'disqualified'
        when 5 then 'lost'
        when 6 then 'began again'
    end as way,
    stage_stays.seconds / 86400.0 as days
from stage_stays
inner join leads on stage_stays.lead = leads.lead
where stage_stays.timed
order by stage_stays.entered_at, leads.lead_id, stage_stays.episode, stage_stays.rank
