-- One row per slice among the episodes known at as-of under the filters; a single null where no slices are asked.
select distinct slice from scoped_stages
where $by is not null
union
select null as slice
where $by is null
