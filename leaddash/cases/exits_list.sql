-- One row per exit in the period (behind a figure, if one is named), naming its lead, and whether that lead came back.
select
    exit_cases.slice,
    leads.lead_id,
    exit_cases.episode,
    exit_cases.exit,
    exit_cases.reason,
    exit_cases.stage,
    exit_cases.entered_at,
    exit_cases.exited_at,
    exit_cases.returned_at,
    exit_cases.person
from exit_cases
inner join leads on exit_cases.lead = leads.lead
where
    ($stage is null or exit_cases.stage = $stage)
    and ($exit is null or exit_cases.exit = $exit)
    and ($reason is null or coalesce(exit_cases.reason, '') = $reason)
    and case coalesce($figure, 'exits')
        when 'exits' then true
        when 'returned' then exit_cases.returned_at is not null
        when 'never_returned' then exit_cases.returned_at is null
        when 'followed_90' then exit_cases.followed_90
        when 'returned_90' then exit_cases.returned_90
    end
order by exit_cases.exited_at, leads.lead_id, exit_cases.episode
