"""The sample company: what it sells to whom, through which channels, and how well each of them works."""

from typing import Final, NamedTuple

from leaddash.sample import truths

ZONES: Final = (
    "Europe/Madrid",
    "America/New_York",
)  # zone 0 is the company's own, zone 1 the American team's
END: Final = "2026-08-20 11:00"  # the data end at this local moment, whatever the number of months
DAY: Final = 86_400.0  # seconds
HOUR: Final = 3_600.0  # seconds
MINUTE: Final = 60.0  # seconds

STAGES: Final = ("new_name", "engaged", "target", "mql", "sales_lead", "opportunity", "customer")
NEW_NAME, ENGAGED, TARGET, MQL, SALES_LEAD, OPPORTUNITY, CUSTOMER = range(len(STAGES))
EXITS: Final = ("recycled", "postponed", "disqualified", "lost")
RECYCLED, POSTPONED, DISQUALIFIED, LOST = range(len(EXITS))
TEAMS: Final = ("Iberia", "Europe", "Americas")
IBERIA, EUROPE, AMERICAS = range(len(TEAMS))
ROLES: Final = (
    "demand_generation",
    "product_marketing",
    "customer_marketing",
    "content_marketing",
    "marketing_operations",
)

SEASON: Final = (0.97, 1.0, 1.1, 1.0, 1.02, 1.08, 0.92, 0.82, 1.0, 1.05, 1.08, 0.85)  # per calendar month
CHRISTMAS_DIP: Final = 0.5  # factor from 22 December to 6 January
WEEKDAYS: Final = (1.05, 1.15, 1.12, 1.08, 0.9, 0.48, 0.46)  # Monday first
DAY_NOISE: Final = 0.18  # standard deviation of a day's log volume
HOURS: Final = (
    *(0.16, 0.1, 0.08, 0.07, 0.08, 0.12, 0.25, 0.55, 1.2, 1.9, 2.1, 2.1),
    *(1.8, 1.4, 1.3, 1.6, 1.8, 1.7, 1.3, 0.95, 0.8, 0.7, 0.5, 0.3),
)  # weight of each local hour of the lead's day
WORKING_HOURS: Final = (9, 18)  # local, Monday to Friday
HOLIDAYS: Final = ((1, 1), (1, 6), (5, 1), (8, 15), (10, 12), (11, 1), (12, 8), (12, 25))  # month, day
IDLE: Final = 0.004  # how much of a rep's working pace remains at night, weekends and holidays

WEBINAR_EVERY_DAYS: Final = 14  # Thursdays at 16:00 in Madrid
WEBINAR_HOUR: Final = 16  # local
WEBINARS_STOP_AFTER: Final = "2026-06-20"  # planted: the summer series was cancelled, so July has fewer MQLs
WEBINAR_DRAW_DAYS: Final = 5.0  # registrations fade with this scale the further away the webinar is
EVENT_DAYS: Final = ((2, 26), (5, 20), (6, 11), (10, 23), (11, 19))  # trade shows of every year: month, day
EVENT_LENGTH_DAYS: Final = 3  # badges are scanned on these days


class Source(NamedTuple):
    """A channel leads arrive through."""

    name: str
    share: float  # of all arrivals
    quality: float  # log-odds added to every step of the funnel
    trend: float  # change of quality per year
    engages: float  # share that does something meaningful
    at_once: float  # share of the engaged that does so within minutes of creation
    generic_email: float  # share that leaves a free-mail address


SOURCES: Final = (
    Source("webinar", 0.25, 0.30, 0.0, 0.64, 0.0, 0.10),
    Source("paid search", 0.19, 0.0, -0.25, 0.74, 0.75, 0.18),
    Source("organic", 0.15, 0.35, 0.05, 0.71, 0.6, 0.16),
    Source("content syndication", 0.15, -0.85, 0.0, 0.36, 0.3, 0.22),
    Source("partner", 0.06, 0.65, 0.1, 0.6, 0.5, 0.03),
    Source("event", 0.07, -0.1, 0.0, 0.52, 1.0, 0.06),
    Source("outbound", 0.09, -0.45, 0.0, 0.17, 0.0, 0.02),
    Source("referral", 0.04, 1.2, 0.0, 0.85, 0.7, 0.05),
)
WEBINAR, PAID_SEARCH, ORGANIC, SYNDICATION, PARTNER, EVENT, OUTBOUND, REFERRAL = range(len(SOURCES))


class Campaign(NamedTuple):
    """A campaign of one source; dates are its first and last day, empty for open ends."""

    source: int
    name: str
    role: str
    weight: float
    since: str
    until: str
    cost: float  # EUR per lead; 0 means nothing is booked


CAMPAIGNS: Final = (
    Campaign(WEBINAR, "Webinar series: revenue together", "content_marketing", 3, "", "", 42),
    Campaign(WEBINAR, "Webinar series: product in practice", "product_marketing", 2, "", "", 38),
    Campaign(WEBINAR, "Customer stories live", "customer_marketing", 1, "2025-03-01", "", 35),
    Campaign(WEBINAR, truths.FLOOD_CAMPAIGN, "demand_generation", 0, "", "", 0),
    Campaign(PAID_SEARCH, "Search brand", "demand_generation", 2, "", "", 30),
    Campaign(PAID_SEARCH, "Search generic ES", "demand_generation", 2, "", "", 85),
    Campaign(PAID_SEARCH, "Search generic EN", "demand_generation", 3, "", "", 110),
    Campaign(PAID_SEARCH, "Search competitor names", "product_marketing", 1, "2025-06-01", "", 140),
    Campaign(ORGANIC, "Blog", "content_marketing", 3, "", "", 0),
    Campaign(ORGANIC, "Website contact", "marketing_operations", 2, "", "", 0),
    Campaign(ORGANIC, "Product comparison pages", "product_marketing", 2, "", "", 0),
    Campaign(SYNDICATION, "Syndication network A", "content_marketing", 3, "", "2026-02-28", 48),
    Campaign(SYNDICATION, "Syndication network B", "demand_generation", 2, "", "", 36),
    Campaign(SYNDICATION, "Sponsored newsletter", "content_marketing", 1, "2025-09-01", "", 60),
    Campaign(PARTNER, "Partner: consultants", "product_marketing", 2, "", "", 70),
    Campaign(PARTNER, "Partner: resellers", "demand_generation", 2, "", "", 90),
    Campaign(PARTNER, "Marketplace listing", "product_marketing", 1, "2025-05-01", "", 45),
    Campaign(EVENT, "Trade show winter", "demand_generation", 1, "", "", 210),
    Campaign(EVENT, "Trade show autumn", "demand_generation", 1, "", "", 190),
    Campaign(EVENT, "Own user day", "customer_marketing", 1, "", "", 160),
    Campaign(OUTBOUND, "Outbound industry lists", "demand_generation", 3, "", "", 25),
    Campaign(OUTBOUND, "Outbound target accounts", "marketing_operations", 2, "", "", 55),
    Campaign(OUTBOUND, "Outbound win-back", "customer_marketing", 1, "2025-11-01", "", 20),
    Campaign(REFERRAL, "Customer referral programme", "customer_marketing", 3, "", "", 50),
    Campaign(REFERRAL, "Employee referral", "marketing_operations", 1, "", "", 0),
    Campaign(REFERRAL, "Review sites", "customer_marketing", 1, "2025-02-01", "", 65),
)
FLOOD: Final = [campaign.name for campaign in CAMPAIGNS].index(truths.FLOOD_CAMPAIGN)


class Trait(NamedTuple):
    """A value of a lead's attribute, how common it is and what it is worth in log-odds."""

    name: str
    weight: float
    worth: float


INDUSTRIES: Final = (
    Trait("software", 15, 0.4),
    Trait("finance", 9, 0.35),
    Trait("manufacturing", 10, 0.3),
    Trait("telecommunications", 3, 0.25),
    Trait("professional services", 16, -0.05),
    Trait("healthcare", 11, -0.1),
    Trait("retail", 14, -0.2),
    Trait("media", 7, -0.2),
    Trait("public administration", 7, -0.25),
    Trait("education", 9, -0.5),
)
SENIORITIES: Final = (
    Trait("c_level", 6, 0.45),
    Trait("vp", 6, 0.5),
    Trait("director", 14, 0.5),
    Trait("manager", 30, 0.1),
    Trait("specialist", 38, -0.4),
    Trait("student", 6, -1.2),
)
TITLES: Final = (
    "Chief {} Officer",
    "Vice President {}",
    "{} Director",
    "{} Manager",
    "{} Specialist",
    "Student",
)  # by seniority
FUNCTIONS: Final = ("Marketing", "Sales", "Operations", "Finance", "Technology", "Product", "People")
COUNTRIES: Final = (
    Trait("ES", 30, 0.05),
    Trait("PT", 6, 0.0),
    Trait("DE", 13, 0.05),
    Trait("FR", 11, 0.0),
    Trait("GB", 10, 0.05),
    Trait("IT", 8, -0.05),
    Trait("NL", 5, 0.05),
    Trait("US", 12, 0.0),
    Trait("MX", 5, -0.1),
)
COUNTRY_TEAM: Final = (IBERIA, IBERIA, EUROPE, EUROPE, EUROPE, EUROPE, EUROPE, AMERICAS, AMERICAS)
DOLLAR_COUNTRIES: Final = ("US", "MX")  # their opportunities may be in USD
DOLLAR_SHARE: Final = 0.6  # of those opportunities
DOLLAR_RATE: Final = 0.92  # EUR for one USD, as agreed
GENERIC_WORTH: Final = -0.5  # log-odds of a free-mail address
GENERIC_DOMAINS: Final = (
    "gmail.com",
    "hotmail.com",
    "outlook.com",
    "yahoo.es",
)  # read by the scoring rules; no address is written
BEST_EMPLOYEES: Final = (50, 5000)  # companies of this size fit
SIZE_WORTH: Final = 0.4  # log-odds for companies inside those limits, minus it outside
LUCK: Final = 0.65  # standard deviation of what no column says about a lead
ACCOUNTS_PER_LEAD: Final = 0.45  # size of the pool of accounts
ACCOUNT_SKEW: Final = 1.5  # above 1 some accounts send many leads
COLLEAGUES: Final = 0.15  # share of the leads who come from the account of somebody who came shortly before
COLLEAGUE_DAYS: Final = 12.0  # median days between the two

GOAL_SHARES: Final = (1.0, 0.6, 0.37, 0.15, 0.077, 0.045, 0.011)  # entries into each stage per lead of the last year
BOOKED_AMOUNT: Final = 22_500.0  # EUR, mean of what a customer brings
CREATED_AMOUNT: Final = 19_500.0  # EUR, mean of what an opportunity promises
QUOTA_STRETCH: Final = 1.1  # by which quotas together lie above the goal
GOAL_STRETCH: Final = 1.05  # by which goals lie above what usually comes

SDRS_PER_TEAM: Final = (4, 5, 3)
EXECUTIVES_PER_TEAM: Final = (3, 3, 2)  # account executives
MARKETERS: Final = (2, 1, 1, 2, 2)  # by role
QUICKEST_MINUTES: Final = 7.0  # median working minutes to the first touch of the most disciplined SDR
SLOWEST_MINUTES: Final = 420.0  # and of the least
MOST_TOUCHED: Final = 0.97  # share of the hand-overs the most disciplined SDR touches at all
LEAST_TOUCHED: Final = 0.76
