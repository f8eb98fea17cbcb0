"""The names of months, and of halves of the day, as comments show them."""

from __future__ import annotations

import re
from typing import Final

#: Of each month, from January, in small letters.
_NAMES: Final = (
    "january jan januar jänner јануар يناير enero ene janvier janv janeiro gennaio gen januari stycznia styczeń sty января янв ocak leden ledna tammikuuta ιανουαρίου gener tammikuun ינואר בינואר січня ianuarie január januára januarja януари ژانویه जनवरी siječnja січ janúar sausio jaanuar جانفي জানুয়ারি জানুয়ারী",
    "february feb februar фебруар فبراير febrero février fevr févr fevereiro fev febbraio februari lutego luty lut февраля фев şubat února helmikuuta φεβρουαρίου febrer helmikuun פברואר בפברואר лютого februarie február februára februarja февруари فوریه फ़रवरी फरवरी veljače лют şub veebruar vasario فيفري شباط ফেব্রুয়ারি ফেব্রুয়ারী pebrero",
    "march mar mrz märz mart март مارس maerz marzo mars março março marco maart mrt marca marzec марта мар mart března maaliskuuta μαρτίου març maaliskuun מרץ במרץ מרס березня martie március maret مارچ मार्च ožujka бер märts kovo آذار أذار মার্চ marso mac",
    "april apr април أبريل abril abr avril avr aprile kwietnia kwiecień kwi апреля апр nisan dubna huhtikuuta απριλίου huhtikuun אפריל באפריל квітня aprilie április apríla aprila آوریل अप्रैल travnja кві nis aprill balandžio نيسان أفريل ابريل এপ্রিল",
    "may mai мај مايو mayo maio maggio mag mei maj maja мая май mayıs května toukokuuta μαΐου maig toukokuun מאי במאי травня május mája مه मई svibnja тра gegužės أيار ايار ماي মে",
    "june jun јун يونيو juni junio juin junho giugno giu czerwca czerwiec cze июня июн haziran června kesäkuuta ιουνίου juny kesäkuun יוני ביוני червня iunie június júna junija юни ژوئن जून lipnja чер haz jún juuni birželio حزيران جوان জুন hunyo",
    "july jul јул يوليو juli julio juillet juil julho luglio lug lipca lipiec lip июля июл temmuz července heinäkuuta ιουλίου juliol heinäkuun יולי ביולי липня iulie július júla julija юли ژوئیه जुलाई srpnja лип tem júl juuli liepos تموز جويلية জুলাই hulyo julai",
    "august aug август أغسطس agosto ago août aout augustus augusti sierpnia sierpień sie августа авг ağustos srpna elokuuta αυγούστου agost elokuun אוגוסט באוגוסט серпня augusztus augusta avgusta agustus اوت अगस्त kolovoza сер ağu rugpjūčio آب أوت اغسطس আগস্ট ogos agu",
    "september sep sept септембар septembar سبتمبر septiembre septembre setembro set settembre września wrzesień wrz сентября сен eylül září syyskuuta σεπτεμβρίου setembre syyskuun ספטמבר בספטמבר вересня septembrie szeptember septembra септември سپتامبر सितंबर सितम्बर rujna вер eyl rugsėjo أيلول ايلول সেপ্টেম্বর setyembre",
    "october oct oktober октобар oktobar أكتوبر okt octubre octobre outubro out ottobre ott października październik paź октября окт ekim října lokakuuta οκτωβρίου lokakuun אוקטובר באוקטובר жовтня octombrie október októbra oktobra октомври اکتبر अक्टूबर अक्तूबर жов eki oktoober spalio اكتوبر অক্টোবর oktubre",
    "november nov новембар novembar نوفمبر noviembre novembre novembro listopada listopad ноября ноя kasım listopadu lis marraskuuta νοεμβρίου marraskuun נובמבר בנובמבר листопада noiembrie novembra ноември نوامبر नवंबर नवम्बर studenoga studenog лис kas lapkričio নভেম্বর nobyembre",
    "december dec децембар decembar ديسمبر dezember dez diciembre dic décembre déc dezembro dicembre desember desember grudnia grudzień gru декабря дек aralık prosince joulukuuta δεκεμβρίου desembre joulukuun דצמבר בדצמבר грудня decembrie decembra декември دسامبر दिसंबर दिसम्बर гру ara detsember gruodžio ডিসেম্বর disyembre disember",
)
#: Names and abbreviations, in small letters, to the number of the month.
MONTHS: Final = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
#: Sorani Kurdish: an ending joins the day to the month and the month to the year. Arabic of the Levant.
_TWO_WORD_MONTHS: Final = {
    "کانوونی دووەم": "jan", "شوبات": "feb", "ئازار": "mar", "نیسان": "apr", "ئایار": "may", "حوزەیران": "jun",
    "تەممووز": "jul", "ئاب": "aug", "ئەیلوول": "sep", "تشرینی یەکەم": "oct", "تشرینی دووەم": "nov",
    "کانوونی یەکەم": "dec", "كانون الثاني": "jan", "تشرين الأول": "oct", "تشرين الاول": "oct", "تشرين الثاني": "nov",
    "كانون الأول": "dec", "كانون الاول": "dec",
}  # fmt: skip
_TWO_WORDS: Final = re.compile(rf"ی?\s*({'|'.join(_TWO_WORD_MONTHS)})ی?\s*")
#: Months that Vietnamese counts, and Thai ones, in full and abbreviated.
_COUNTED: Final = re.compile(
    r"tháng\s+(?:(1[012]|0?[1-9])(?!\d)|(mười một|mười hai|giêng|một|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười|chạp))(?:,?\s+năm(?=\s+\d{4}))?",
    re.IGNORECASE,
)
_COUNTS: Final = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_THAI: Final = (
    "มกราคม|ม\\.ค\\.", "กุมภาพันธ์|ก\\.พ\\.", "มีนาคม|มี\\.ค\\.", "เมษายน|เม\\.ย\\.", "พฤษภาคม|พ\\.ค\\.", "มิถุนายน|มิ\\.ย\\.",
    "กรกฎาคม|ก\\.ค\\.", "สิงหาคม|ส\\.ค\\.", "กันยายน|ก\\.ย\\.", "ตุลาคม|ต\\.ค\\.", "พฤศจิกายน|พ\\.ย\\.", "ธันวาคม|ธ\\.ค\\.",
)  # fmt: skip
_THAI_MONTH: Final = re.compile("|".join(f"({names})" for names in _THAI))
_ENGLISH: Final = tuple(names.split()[1] for names in _NAMES)
#: Names with vowels that are marks, which are no letters to a pattern.
_MARKED: Final = re.compile("|".join(sorted((name for name in MONTHS if not name.isalpha()), key=len, reverse=True)))

#: Halves of the day before or behind a clock, in scripts of their own.
_HALVES: Final = (
    (re.compile(r"(?:上午|午前|오전)\s?(\d{1,2}[:时時]\d\d)|(\d{1,2}:\d\d)\s?(?:ص|sáng|π\.?\s?μ\.?)(?!\w)"), " am "),
    (
        re.compile(r"(?:下午|午後|오후)\s?(\d{1,2}[:时時]\d\d)|(\d{1,2}:\d\d)\s?(?:م|chiều|tối|μ\.?\s?μ\.?)(?!\w)"),
        " pm ",
    ),
)


def is_month(word: str) -> bool:
    """Whether a word, or its usual abbreviation, names a month in one of the languages known here."""
    return word.lower() in MONTHS


def respelled(text: str) -> str:
    """Write months of two words as one word that is known here, and halves of the day as "am" and "pm".

    >>> respelled("3 نیسان 2021").split()
    ['3', 'apr', '2021']
    """
    if text.isascii():
        return text
    for pattern, half in _HALVES:
        text = pattern.sub(lambda found, half=half: f"{found[1] or found[2]}{half}", text)  # type: ignore[misc]  # mypy infers no lambda with a default
    text = _TWO_WORDS.sub(lambda found: f" {_TWO_WORD_MONTHS[found[1]]} ", text.replace("،", ","))
    text = _MARKED.sub(lambda found: f" {_ENGLISH[MONTHS[found[0]] - 1]} ", text)
    text = _COUNTED.sub(_counted, text)
    return _THAI_MONTH.sub(lambda found: f" {_ENGLISH[(found.lastindex or 1) - 1]} ", text)


def _counted(found: re.Match[str]) -> str:
    return f" {_ENGLISH[int(found[1] or _COUNTS[found[2].lower()]) - 1]} "
