"""A company of a few leads and a few weeks, with a month in which nothing happened and one without an MQL."""

from __future__ import annotations

FIRST, SECOND, LAST = "2026-02-10", "2026-02-11", "2026-05-20"
SILENT = {"since": "2026-03-02", "until": "2026-03-29"}
WITHOUT_MQLS = {"since": "2026-04-01", "until": "2026-04-30"}

TABLES = {
    "leads": """lead_id,created_at,source,country,employees
L1,2026-02-10T09:00:00,webinar,ES,40
L2,2026-02-11T10:00:00,referral,FR,400
L3,2026-04-08T09:30:00,webinar,ES,
L4,2026-05-18T16:00:00,referral,MX,90
""",
    "activities": """lead_id,occurred_at,activity_type,direction,outcome
L1,2026-02-10T09:00:00,demo_request,inbound,
L1,2026-02-10T11:00:00,call,outbound,connected
L2,2026-02-12T09:00:00,form_submit,inbound,
L3,2026-04-08T09:30:00,web_visit,inbound,
L4,2026-05-18T16:00:00,demo_request,inbound,
L4,2026-05-20T08:00:00,call,outbound,attempted
""",
    "stage_changes": """lead_id,stage,entered_at
L1,mql,2026-02-10T09:10:00
L1,sales_lead,2026-02-10T12:00:00
L2,mql,2026-02-11T10:30:00
L4,mql,2026-05-18T16:30:00
""",
    "assignments": """lead_id,person_id,assigned_at
L1,P1,2026-02-10T09:15:00
L4,P1,2026-05-18T16:35:00
""",
    "opportunities": "opportunity_id,lead_id,created_at,person_id\nO1,L1,2026-02-11T09:00:00,P1\n",
    "opportunity_changes": "opportunity_id,changed_at,stage,amount,currency\nO1,2026-02-20T09:00:00,won,1200,EUR\n",
    "people": "person_id,name,role,team,manager_id\nP1,Ana,sdr,north,\n",
}
"""By table, as files of a folder of data."""
