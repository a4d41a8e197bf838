-- One row per stage name that is not known and has no hint yet.
select distinct value
from refused
where reason = 'unknown stage' and hint is null and value is not null
