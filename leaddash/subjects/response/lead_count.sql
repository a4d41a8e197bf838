-- One row: the cases behind a figure, and of how many leads they are; who came back has several.
select
    count(*) as cases,
    count(distinct response_curve_list.lead_id) as leads
from response_curve_list
