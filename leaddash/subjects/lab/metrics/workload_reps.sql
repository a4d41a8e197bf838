-- One row: how many people were given a lead of the asked slice in the period.
select count(distinct person) as reps
from hand_over_cases
