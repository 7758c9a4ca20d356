"""A document in another language is one finding; French with foreign names, lists and verse is French."""

from __future__ import annotations

from pathlib import Path

import pytest

import mtqa
from mtqa import segmenting
from mtqa.detecting.detector import TaggedSentence
from mtqa.detecting.language import foreign_document
from mtqa.domain.text import Block, Document, Segment
from mtqa.french.tagger import Tagger

FOREIGN = {
    "Spanish": "El alcalde anunció ayer que la ciudad construirá dos escuelas nuevas en el barrio del puerto. Los vecinos "
    "piden también un parque, pero no hay dinero para todo, según la oposición.",
    "Italian": "Il sindaco ha detto che la città costruirà due scuole nel quartiere del porto. Gli abitanti chiedono anche "
    "un parco, ma non ci sono soldi per tutto, secondo l'opposizione.",
    "Portuguese": "O prefeito anunciou ontem que a cidade vai construir duas escolas no bairro do porto. Os moradores pedem "
    "também uma praça, mas não há dinheiro para tudo, diz a oposição.",
    "Catalan": "L'alcalde va anunciar ahir que la ciutat construirà dues escoles al barri del port. Els veïns demanen també "
    "un parc, però no hi ha diners per a tot, segons l'oposició, que és crítica amb aquest pla.",
    "German": "Der Bürgermeister sagte gestern, dass die Stadt zwei Schulen am Hafen bauen wird. Die Anwohner wollen auch "
    "einen Park, aber für alles ist nicht genug Geld da.",
    "English": "The mayor said on Tuesday that the town will build two schools near the harbour. The residents want a park "
    "too, but there is not enough money for it.",
    "Dutch": "De burgemeester zei gisteren dat de stad twee scholen bij de haven gaat bouwen. De bewoners willen ook een "
    "park, maar er is niet genoeg geld voor alles.",
}

FRENCH = {
    "names": "Le groupe The National jouera avec Of Monsters and Men au Madison Square Garden. Kings of Leon et The Who "
    "seront à l'affiche du Rock in the Park de New York.",
    "headline": "Grève à la SNCF : un train sur trois vendredi",
    "one word": "Merci.",
    "two words": "Oh yes",
    "products": "Chemise verte, taille 42. Pantalon bleu, coton. Chaussures de sport, semelle souple. Sac à dos, 20 litres.",
    "verse": "Sur le quai gris la pluie s'endort,\nUn chien compte les heures mortes,\nEt la lanterne, près du port,\n"
    "Balance au vent devant les portes.",
    "quotation": "Il a crié « we will never give up the fight » devant la foule, puis il est reparti avec ses amis.",
    "figures": "12,5 % 2021 14 h 30",
    "Creole words": "Le zouk, le bèlè et le gwoka sont joués sur la place du bourg.",
    "Québec": "Elle a reçu un courriel pendant la fin de semaine ; il restait septante dollars.",
}


def finding(text: str) -> str | None:
    """The message of the FR403 finding, if any."""
    document = Document("example", "text", (Segment(0, text),))
    sentences = segmenting.split(document, [(Block(0, len(text)),)])
    tags = Tagger.load().tag([[token.text for token in sentence.tokens] for sentence in sentences])
    issue = foreign_document([TaggedSentence(s, tuple(t)) for s, t in zip(sentences, tags, strict=True)])
    return issue.message if issue is not None else None


@pytest.mark.parametrize("language", FOREIGN)
def test_names_the_language(language: str) -> None:
    message = finding(FOREIGN[language])
    assert message is not None
    assert f"it reads as {language}." in message


@pytest.mark.parametrize("language", FOREIGN)
def test_one_sentence_is_enough(language: str) -> None:
    message = finding(FOREIGN[language].split(". ")[0] + ".")
    assert message is not None
    assert f"it reads as {language}." in message


@pytest.mark.parametrize("kind", FRENCH)
def test_french_is_french(kind: str) -> None:
    assert finding(FRENCH[kind]) is None


@pytest.mark.parametrize(
    "text", ["Мэр города подал в отставку в понедельник.", "市长周一宣布辞职 并 感谢 大家 支持 他"]
)
def test_other_scripts(text: str) -> None:
    message = finding(text)
    assert message is not None
    assert "another script" in message


def test_the_catalogue_example() -> None:
    assert finding("The mayor resigned on Monday.") is not None
    assert finding("Le maire a démissionné lundi.") is None


@pytest.mark.parametrize(
    "text",
    [
        "Majistra a te prezante pwojè li a yè maten devan tout moun nan vil la. Moun yo te kontan anpil paske yo pral gen "
        "yon nouvo lekòl pou timoun yo.",
        "Burmistrz przedstawił wczoraj rano swój projekt wszystkim mieszkańcom miasta. Ludzie byli bardzo zadowoleni, "
        "ponieważ będą mieli nową szkołę dla dzieci i park.",
    ],
)
def test_a_language_without_a_list(text: str) -> None:
    message = finding(text)
    assert message is not None
    assert "whose words French does not have" in message


def test_french_without_accents_is_french() -> None:
    text = (
        "Le maire a presente son projet hier matin devant tous les eleves de l'ecole superieure de la ville. Les salaries "
        "etaient tres decus."
    )
    assert finding(text) is None


def test_english_product_list() -> None:
    message = finding("Black leather shoes, waterproof. Cotton shirt, size 42. Running socks, three pairs.")
    assert message is not None
    assert "English" in message


def test_french_that_outweighs_a_foreign_half_is_checked() -> None:
    both = FRENCH["quotation"] + " " + FRENCH["verse"] + " " + "The fight is not over."
    assert finding(both) is None


def issues_of(text: str) -> list[tuple[str, str]]:
    return [(issue.code, issue.text) for issue in mtqa.check(text).documents[0].issues]


HALF = (
    "Le maire de la ville a dit que les deux écoles du port seront prêtes dans un an.\n\nThe general principle is quite "
    "simple: data are stored on several physical disks. The residents want a park too, but there is not enough money "
    "for it. He told the council that the work of the last months would not be lost, whatever the result of the vote."
)


def test_what_is_french_in_a_half_translated_document_is_checked() -> None:
    others = [text.rstrip(".") for text in HALF.replace("\n\n", " ").split(". ")][1:]
    assert finding(HALF) is None
    assert issues_of(HALF) == [("FR401", text) for text in others]
    assert issues_of(HALF.replace("seront prêtes", "être prêtes"))[0] == ("FR101", "être")


def test_a_french_remark_makes_no_french_document() -> None:
    message = finding("Lire la suite.\n\n" + " ".join([FOREIGN["English"]] * 4))
    assert message is not None
    assert "it reads as English." in message


@pytest.mark.parametrize(
    "text",
    [
        "Il a chanté « I will always love you for the rest of my life » devant la foule.",
        "« We want to be free and we will not give up the fight »",
        "The Dark Side of the Moon, The Wall",
        "Le groupe The National jouera avec Of Monsters and Men.",
    ],
)
def test_english_that_is_quoted_or_a_name_is_left_alone(text: str) -> None:
    assert not [code for code, _ in issues_of("Le concert a eu lieu hier dans la ville.\n\n" + text) if code == "FR401"]


def test_code_in_an_english_sentence_is_no_part_of_the_finding(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><article><p>Le paquet est installé sur tous les serveurs de la ville et du port depuis hier.</p>"
        "<p>You can use the package <code>le-port</code> when the network is down.</p></article></body></html>"
    )
    issues = mtqa.check(page).documents[0].issues
    assert [issue.text for issue in issues] == ["You can use the package", "when the network is down"]
