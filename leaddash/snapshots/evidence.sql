-- One row: whether anybody writes down who touched a lead, and whether anybody got through.
select
    coalesce(bool_or(person_id is not null), false) as touches,
    coalesce(bool_or(outcome = 'connected'), false) as contacts
from activities
