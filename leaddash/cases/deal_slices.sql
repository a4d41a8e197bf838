-- One row per slice of the opportunities created by as-of, under the filters.
-- A single null where no slices are asked; none at all of data without opportunities, which know no money.
select distinct slice from scoped_deals
where $by is not null and created_at <= $as_of
union
select null as slice
where $by is null and exists (select 1 from deals)
