-- One row per promise, step of its ladder and role that is told.
select unnest(cast($ladder as struct(place integer, step integer, role varchar)[]), recursive := true)
