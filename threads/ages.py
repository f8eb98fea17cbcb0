"""How long ago, as pages say it: "5 years ago" and its kin in two dozen languages, and words for yesterday."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from typing import Final

_UNITS: Final[tuple[tuple[str, float], ...]] = (
    (r"s|secs?|seconds?|sekunden?|segundos?|secondes?|secondi|seconden|sekunder|sekund\w*|секунд\w*|秒|saniye|sekuntia|másodperce|secunde|giây|detik|segons|δευτερόλεπτα|ثانیه|सेकंड|সেকেন্ড|sekundami|sekundi|ثانية|ثواني|שניות", 1),
    (r"m|mins?|minutes?|minuten?|minutos?|minuti|minuuttia|minuter|minut\w*|минут\w*|分钟|分鐘|分|dakika|хвилин\w*|minutter|perce|phút|menit|minuts|λεπτ[άό]|دقیقه|मिनट|মিনিট|minút\w*|minučių|minūtēm|دقيقة|دقائق|דקות", 60),
    (r"h|hrs?|hours?|stunden?|std|horas?|heures?|ore|ora|uur|uren|timmar|godzin\w*|час\w*|小时|小時|時間|saat|годин\w*|hodin\w*|timer|tuntia|órája|oră|giờ|jam|hores|ώρε?ς|ώρα|ساعت|घंटे|घंटा|ঘন্টা|ঘণ্টা|sat[ia]?|valand\w*|stundām|tundi?|godz|oras|ساعة|ساعات|שעות|שעה", 3600),
    (r"d|days?|tage?n?|d[ií]as?|jours?|j|giorn[io]|dage?n?|dagar|dni|dzień|дн\w*|день|天|日|gün|дн[іия]\w*|dny|dní|dager|päivää|napja|zile|zi|ngày|hari|dies|η?μέρε?ς|η?μέρα|روز|दिन|দিন|dana|dňami|dňom|dienām|dienas|päeva|araw|يوم|أيام|ימים|יום", 86400),
    (r"w|wks?|weeks?|wochen?|semanas?|semaines?|sem|settiman[ae]|we(?:ek|ken)|veckor|tydzie\w*|tygodni\w*|недел\w*|周|週|hafta|тижн\w*|týdn\w*|uker?|uger|viikkoa|hete|săptămân\w*|tuần|minggu|setmanes|εβδομάδε?ς?|هفته|सप्ताह|हफ़्ते|সপ্তাহ|nedelj[ae]|tjed\w*|седмиц\w*|týždň\w*|savait\w*|nädalat|nedēļām|linggo|أسبوع|أسابيع|שבועות", 604800),
    (r"mo|mos|months?|monate?n?|mes(?:es)?|m[êe]s|mois|mes[ei]|maand(?:en)?|månader|miesi\w*|месяц\w*|个月|個月|月前|ay|місяц\w*|měsíc\w*|måned(?:er)?|kuukautta|hónapja|luni|lună|tháng|bulan|mesos|μήνες|μήνα|ماه|महीने|মাস|mesec[ia]|mjesec[ia]|mesiac\w*|месец\w*|mėnes\w*|mēnešiem|kuud|buwan|شهر|أشهر|חודשים", 2629746),
    (r"y|yrs?|years?|jahre?n?|años?|anos?|ans?|anni|anno|jaar|jaren|år|lat|lata|rok\w*|год\w*|лет|年|yıl|рок\w*|lety|roky|vuotta|éve|ani|năm|tahun|anys?|χρόνια|έτη|سال|साल|वर्ष|বছর|godin[ae]|rokmi|metų|gadiem|aastat|taon|سنة|سنوات|שנים|שנה", 31556952),
    # Arabic has words for two of each.
    ("دقيقتين", 120), ("ساعتين", 7200), ("يومين", 172800), ("أسبوعين", 1209600), ("شهرين", 5259492), ("سنتين|عامين", 63113904),
)  # fmt: skip
#: Words of scripts that put no space between number and unit; looked for first.
_UNITS_CJK: Final = (
    ("秒", 1), ("分", 60), ("小[时時]|時間", 3600), ("[天日]", 86400), ("[周週]", 604800), ("[个個ヶか]?月", 2629746), ("年", 31556952),
    ("초|วินาที", 1), ("분|นาที", 60), ("시간|ชั่วโมง", 3600), ("일|วัน", 86400), ("주|สัปดาห์", 604800),
    ("개월|달|เดือน", 2629746), ("년|ปี", 31556952),
)  # fmt: skip
_AGO: Final = re.compile(
    r"\b(?:ago|prior|atrás|tagasi|lepas|преди|pred|pr(?:ij)?e|prieš|pirms|nakalipas|fa|her|geleden|sedan|siden|sitten|temu|назад|önce|тому|před|napja|órája|perce|hete|hónapja|éve|acum|πριν|trước|lalu)\b|前|(?<!오)전|منذ|قبل|پیش|पहले|আগে|לפני|ที่ผ่านมา|ที่แล้ว|\b(?:vor|hace|il y a|há|ha)\b|^\s*\d{1,3}\s?(?:[smhdwy]|mo|mos|min|hr|hrs|yr|yrs)\s*$",
    re.IGNORECASE,
)
_AMOUNT: Final = re.compile(
    r"(?:(\d+(?:[.,]\d+)?)|\b(an?|one|eine[mnr]?|un[ae]?|um|uma|une|ein|một)\b|(?:منذ|قبل)\b)\s*", re.IGNORECASE
)
#: Days that are named by where they stand: alternatives of a pattern, and those of scripts that part no words.
TODAY: Final = r"today|heute|hoy|aujourd['’]hui|oggi|vandaag|hoje|dzisiaj|dziś|сегодня|сьогодні|bugün|idag"
TODAY_CJK: Final = "今[天日]"
YESTERDAY: Final = r"yesterday|gestern|ayer|hier|ieri|gisteren|ontem|wczoraj|вчера|вчора|dün|igår"
YESTERDAY_CJK: Final = "昨[天日]"
#: A clock on such a day.
CLOCK_NEAR: Final = re.compile(
    rf"(?:\b(?:{TODAY}|{YESTERDAY})\b|{TODAY_CJK}|{YESTERDAY_CJK})\W{{0,3}}(?:[^\W\d]{{1,3}}\W{{1,2}})?\d{{1,2}}[:.]\d\d",
    re.IGNORECASE,
)
#: Characters of an age at most: longer texts are sentences.
_LONGEST: Final = 80
#: Seconds, some 127 years: more is no age but a number.
_OLDEST: Final = 4e9
_NOW: Final = re.compile(
    r"^\s*(?:just now|now|(?:a few )?(?:moments|seconds) ago|gerade eben|à l'instant|ahora|刚刚|agora|az önce|لحظاتی (?:پیش|قبل)|همین الان|الآن)\s*$",
    re.IGNORECASE,
)


def relative(text: str | None) -> timedelta | None:
    """Read "5 years ago" and its kin as the time that has passed; ``None`` where the text states no age."""
    if not text or len(text) > _LONGEST:
        return None
    if _NOW.match(text):
        return timedelta(0)
    if not _AGO.search(text):
        return None
    total = 0.0
    known = False
    for amount in _AMOUNT.finditer(text):
        unit = _unit(text[amount.end() :])
        if unit is not None:
            total += float((amount.group(1) or "1").replace(",", ".")) * unit
            known = True
    return timedelta(seconds=total) if known and total < _OLDEST else None


@cache
def _unit_patterns() -> tuple[tuple[re.Pattern[str], float], ...]:
    """Compile the words for units; most discussions state no ages."""
    spaced = ((re.compile(rf"(?:{words})(?![^\W\d_])", re.IGNORECASE), seconds) for words, seconds in _UNITS)
    return (*((re.compile(words), seconds) for words, seconds in _UNITS_CJK), *spaced)


def _unit(rest: str) -> float | None:
    for pattern, seconds in _unit_patterns():
        if pattern.match(rest):
            return seconds
    return None
