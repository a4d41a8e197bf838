-- One row per kind of activity that ever occurs: all activities of a kind are alike to every behaviour rule.
select distinct
    activity_type,
    asset,
    direction
from activities
