-- One row: how many activities are dated before the creation of their lead.
select count(*) as occurrences
from typed
where _early is not null
