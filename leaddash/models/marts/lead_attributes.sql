-- One row per lead with every column its source has, for fit rules and for one lead's page.
select clean_leads.*
from clean_leads
