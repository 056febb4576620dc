"""Three hundred fictional guests: all types, six scripts and more, names that break software. The same in every run."""

import random
from dataclasses import dataclass, field

from registration.data import entities, states
from registration.rules import fields

# Given and family names of one script belong together.
NAMES = {
    "latin": (
        ["Åsa", "José", "Zoë", "Nguyễn", "Ngozi", "Márta", "Søren", "Çelik", "Ilse", "Tomasz"],
        [
            "Ñandú",
            "Łukasiewicz",
            "O'Brien-Ñandú",
            "d'Arcy",
            "van der Berg",
            "McDonald",
            "Öztürk",
            "Núñez de la Peña",
            "Saint-Exupéry",
            "D’Souza",
        ],
    ),
    "arabic": (["مريم", "يوسف", "ليلى", "خالد", "نور"], ["الحسن", "بن عمر", "عبد الرحمن", "القاسم", "حداد"]),
    "cyrillic": (
        ["Анна-Мария", "Дмитрий", "Алёна", "Игорь", "Їжак"],
        ["Щукина", "Ёлкин", "Петренко", "Соловьёв", "Ким"],
    ),
    "han": (["小明", "丽华", "伟", "雅文", "志强"], ["王", "欧阳", "李", "陳", "司马"]),
    "devanagari": (["नेहा", "अर्जुन", "क्‍षमा"], ["शर्मा", "वर्मा", "पटेल"]),
    "ethiopic": (["አበበ", "ሰላም"], ["ተስፋዬ", "በቀለ"]),
    "hangul": (["지우", "서연"], ["김", "박"]),
    "persian": (["مریم‌خانم", "آرش"], ["کریمی", "نژاد"]),
}
POSITIONS = [
    "First Secretary",
    "Adviser; peace and security",
    "Directora general, oficina regional",
    "مستشار",
    "参赞",
    "Советник",
    "=1+1",
    "- Observer",
    "@desk",
    '"Deputy" head',
    "Chargée de mission",
]
PHONES = ["", "+41 22 917 0000", "+1 212 555 0142", "(212) 555-0100", "00254 20 762 1234"]
ORGANIZATIONS = [
    "Lake Region Women for Peace",
    "Ассоциация «Мост»",
    "جمعية السلام",
    "和平之友",
    "Mujeres, Paz y Territorio",
    "=Peace",
    "'Quoted' Forum",
    "Réseau; des jeunes",
    'Forum "Friede"',
    "Ubuntu & Sons <Trust>",
]
TYPES = ("member_state", "un_staff", "civil_society", "regional_organization")


@dataclass(frozen=True)
class Guest:
    """What one guest types, by the key of the field."""

    stakeholder_type: str
    answers: dict[str, str] = field(default_factory=dict)


def three_hundred() -> list[Guest]:
    chance = random.Random(2019)
    guests = [_guest(number, chance) for number in range(290)]
    return [*guests, *_awkward(chance)]


def _guest(number: int, chance: random.Random, **answers: str) -> Guest:
    kind = answers.pop("stakeholder_type", TYPES[number % len(TYPES)])
    given, family = NAMES[list(NAMES)[number % len(NAMES)]]
    return Guest(
        kind,
        {
            "honorific": chance.choice(["", "H.E. Ms.", "Dr.", "السيدة"]),
            "given_names": chance.choice(given),
            "family_name": chance.choice(family),
            "plate_name": "",
            "position": chance.choice(POSITIONS),
            "email": f"guest{number}@example.org",
            "phone": chance.choice(PHONES),
            "language": chance.choice(["ar", "en", "es", "fr", "ru", "zh"]),
            **_of_type(kind, chance),
            **answers,
        },
    )


def _of_type(kind: str, chance: random.Random) -> dict[str, str]:
    if kind == "member_state":
        return {
            "state": chance.choice(states.STATES).iso3,
            "represented_by": chance.choice(fields.REPRESENTED_BY),
            "delegation_role": chance.choice(fields.DELEGATION_ROLES),
        }
    if kind == "un_staff":
        return {
            "un_entity": chance.choice(entities.UN_ENTITIES).code,
            "department": "Peace, development & rights",
            "duty_station": chance.choice(["Nairobi", "Genève", "Нью-Йорк"]),
        }
    organization = {
        "organization": chance.choice(ORGANIZATIONS),
        "country": chance.choice(states.STATES).iso3,
    }
    if kind == "civil_society":
        organization["ecosoc_status"] = chance.choice(fields.ECOSOC_STATUSES)
    return organization


def _awkward(chance: random.Random) -> list[Guest]:
    """One-word names, formulas, markup, two delegates on one mission's mailbox."""
    mailbox = "mission@example.org"
    people = [
        {"given_names": "Sukarno", "family_name": ""},
        {"given_names": "", "family_name": "Pelé"},
        {"given_names": '=HYPERLINK("https://evil.example.org")', "family_name": "Formula"},
        {"given_names": "＝SUM(A1)", "family_name": "Fullwidth"},
        {"given_names": "Seán", "family_name": "O'Brien-Ñandú", "phone": "+41 22 917 0000"},
        {"given_names": "'=Apostrophe", "family_name": "-Minus"},
        {"given_names": "<b>Bold</b>", "family_name": "{{ 7 * 7 }}"},
        {"given_names": "Robert'); DROP TABLE registrations;--", "family_name": "Tables"},
        {
            "given_names": "Astrid",
            "family_name": "Berg",
            "email": mailbox,
            "stakeholder_type": "member_state",
            "state": "SWE",
        },
        {
            "given_names": "Lars",
            "family_name": "Holm",
            "email": mailbox,
            "stakeholder_type": "member_state",
            "state": "SWE",
        },
    ]
    return [_guest(290 + number, chance, **person) for number, person in enumerate(people)]
