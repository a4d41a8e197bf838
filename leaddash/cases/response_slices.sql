-- One row per slice among the hand-overs of the period; a single null where no slices are asked.
select distinct slice from timed_hand_overs
where $by is not null
union
select null as slice
where $by is null
