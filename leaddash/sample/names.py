"""Words the sample company is made of: people's names, companies, and the content it publishes."""

from typing import Final

FIRST_NAMES: Final = (
    (
        *("Lucía", "Javier", "María", "Álvaro", "Carmen", "Diego", "Elena", "Sergio", "Paula", "Andrés"),
        *("Marta", "Hugo", "Irene", "Pablo", "Nuria", "Raúl", "Sofía", "Tomás", "Beatriz", "Óscar"),
    ),
    (
        *("Anna", "Lukas", "Katrin", "Jürgen", "Sabine", "Felix", "Heike", "Matthias", "Greta", "Stefan"),
        *("Ulrike", "Tobias", "Monika", "Florian", "Birgit", "Jonas", "Petra", "Sven", "Lena", "Karl"),
    ),
    (
        *("Camille", "Hugo", "Chloé", "Antoine", "Élise", "Julien", "Manon", "Pierre", "Margaux", "Luc"),
        *(
            "Amélie",
            "Bastien",
            "Claire",
            "Rémi",
            "Juliette",
            "Olivier",
            "Nathalie",
            "Thierry",
            "Inès",
            "Paul",
        ),
    ),
    (
        *("Emily", "James", "Olivia", "George", "Charlotte", "Thomas", "Grace", "Henry", "Alice", "William"),
        *("Megan", "Daniel", "Hannah", "Samuel", "Rachel", "Andrew", "Laura", "Peter", "Ruth", "Edward"),
    ),
)
LAST_NAMES: Final = (
    (
        *("García", "Martínez", "López", "Sánchez", "Pérez", "Gómez", "Fernández", "Ruiz", "Díaz", "Moreno"),
        *(
            "Álvarez",
            "Romero",
            "Navarro",
            "Torres",
            "Domínguez",
            "Vázquez",
            "Ramos",
            "Gil",
            "Serrano",
            "Molina",
        ),
    ),
    (
        *(
            "Müller",
            "Schmidt",
            "Schneider",
            "Fischer",
            "Weber",
            "Meyer",
            "Wagner",
            "Becker",
            "Schulz",
            "Hoffmann",
        ),
        *(
            "Schäfer",
            "Koch",
            "Bauer",
            "Richter",
            "Klein",
            "Wolf",
            "Schröder",
            "Neumann",
            "Braun",
            "Zimmermann",
        ),
    ),
    (
        *("Martin", "Bernard", "Dubois", "Petit", "Durand", "Leroy", "Moreau", "Laurent", "Lefèvre", "Roux"),
        *(
            "Fournier",
            "Girard",
            "Bonnet",
            "Dupont",
            "Lambert",
            "Fontaine",
            "Rousseau",
            "Mercier",
            "Blanc",
            "Guérin",
        ),
    ),
    (
        *("Smith", "Jones", "Taylor", "Brown", "Wilson", "Evans", "Walker", "Roberts", "Wright", "Hughes"),
        *(
            "Green",
            "Edwards",
            "Clarke",
            "Harris",
            "Cooper",
            "Morgan",
            "Bailey",
            "Parker",
            "Bennett",
            "Foster",
        ),
    ),
)
COUNTRY_NAMES: Final = (0, 0, 1, 2, 3, 0, 1, 3, 0)  # which list each country's names come from
COMPANY_WORDS: Final = (
    *("acme", "nordia", "lumeno", "tessara", "quorvia", "ferrano", "altavia", "brisol"),
    *("cantora", "delmara", "esteval", "gravita", "hexalon", "indavia", "jovaro", "kelmora"),
)

PAGES: Final = (
    "Home",
    "Product tour",
    "Customers",
    "Integrations",
    "Security",
    "Blog",
    "About us",
)
EMAILS: Final = ("Newsletter", "Nurture: basics", "Nurture: customer stories", "Nurture: what others do")
FORMS: Final = ("Newsletter form", "Template form")
PAPERS: Final = (
    "White paper: One funnel for two teams",
    "White paper: Forecasting without surprises",
    "White paper: Scoring that sales believes",
    "Analyst report: Revenue operations",
    "Guide: Service levels between teams",
    "Case study: Manufacturing",
    "Case study: Software",
)
PRICE_SHEET: Final = "Price sheet {year}"
WEBINARS: Final = (
    "Webinar: One week to answer",
    "Webinar: Numbers both sides trust",
    "Webinar: Product in practice",
    "Webinar: Customers tell",
    "Webinar: Planning the quarter",
    "Webinar: From lead to contract",
)
FLOOD_WEBINAR: Final = "Webinar: Everything in an hour, with prize draw"
EVENTS: Final = ("Trade show winter", "Own user day", "Trade show autumn")

EARLY_DISQUALIFIED: Final = ("bad data", "spam", "unsubscribed", "personal use", "competitor", "duplicate")
NOT_A_LEAD: Final = ("duplicate", "invalid number", "spam")
UNREACHED_DISQUALIFIED: Final = ("invalid number", "left company", "bad data", "duplicate")
REACHED_DISQUALIFIED: Final = ("no authority", "competitor", "consultant", "personal use", "left company")
REACHED_RECYCLED: Final = (
    *("no interest", "no budget", "evaluating", "in current contract", "does not see value"),
    *("product limitation", "staying with current option"),
)
POSTPONED_REASONS: Final = ("budget next year", "project delayed", "contract runs on", "person on leave")
LOST_REASONS: Final = ("price", "competitor", "no decision", "product limitation", "timing")
