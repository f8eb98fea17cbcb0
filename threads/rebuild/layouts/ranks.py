"""What boards print of each member beside the name: ranks and places, which several members share."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What boards call their members, in a line of its own.
RANK: Final = re.compile(
    r"(?i)(?:(?:senior|junior|full|active|well-known|new|super|ultra|premium|gold|silver|bronze|veteran|trusted|registered|staff|"
    r"global|forum|advanced|established|distinguished|supporting|honorary|regular|valued|board|site|community|retired|"
    r"neues|aktives|erfahrenes|bekanntes|angesehenes|registrierter?|nouveau|nueva?|nuovo) ){0,2}"
    r"(?:members?|moderator(?:in)?|administrator|admin|newbie|mitglied|ehrenmitglied|membre|miembro|membro|lid|"
    r"użytkownik|user|benutzer|stammgast|original poster|(?:thread|topic)[- ]?(?:starter|ersteller(?:in)?)|"
    r"участник|пользователь|модератор|администратор)"
)
#: So many of those who come back, this share of them, show that what stands at one place goes with another.
PEOPLE: Final = 2
NEARLY: Final = 0.9


def decides(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether the first of each pair is a person and the second what several people share: a rank, a place.

    Whoever comes back has the same rank again, while those of one rank have different names.
    """
    if any(person == rank for person, rank in pairs):
        return False
    ranks, people = defaultdict[str, list[str]](list), defaultdict[str, set[str]](set)
    for person, rank in pairs:
        ranks[person].append(rank)
        people[rank].add(person)
    back = [some for some in ranks.values() if len(some) > 1]
    steady = sum(len(set(some)) == 1 for some in back)
    if len(back) < PEOPLE or steady < NEARLY * len(back) or len(people) >= len(ranks):
        return False
    return any(len(some) > 1 for some in people.values())
