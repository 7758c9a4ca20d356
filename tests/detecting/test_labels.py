"""Names of buttons, menus and chapters in running text are no faults of the text; other stray capitals are."""

from __future__ import annotations

import pytest

import mtqa

MAJOR = ("major", "critical")


def codes(text: str) -> list[str]:
    """The codes of what hinders reading in a text."""
    report = mtqa.check(text)
    return [issue.code for document in report.documents for issue in document.issues if issue.severity in MAJOR]


@pytest.mark.parametrize(
    "text",
    [
        "Pour appliquer un style, choisissez Outils - Numérotation des chapitres.",
        "Cliquez sur l'icône Action des styles et sélectionnez Nouveau style à partir de la sélection.",
        "Dans la zone Sous condition, saisissez le nom du champ.",
        "Désactivez la case à cocher Protégé contre toute modification manuelle.",
        "Cliquez avec le bouton droit de la souris dans l'index et choisissez Éditer l'index.",
        "Cliquez sur À partir d'un fichier pour choisir un style.",
        "La commande ouvre l'onglet Police de Outils - Options d'AutoCorrection.",
        "Lorsque vous changez le texte en sélectionnant Format - Caractères, la page reste identique.",
        "Pour plus de précisions, consultez Gestion des conflits.",
        "Vous pouvez utiliser Fichiers pour modifier le nom d'un dossier.",
        "Choisissez ensuite Insertion - Champ pour continuer.",
        "Ouvrez la vue d'ensemble et commencez à taper Énergie.",
    ],
)
def test_names_of_elements_pass(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("La Turquie réunit Soldats près de la côte depuis lundi.", "FR106"),
        ("Le gouvernement a choisi Troupes pour garder la frontière.", "FR106"),
        ("Le ministre va consulter Habitants de la ville cette semaine.", "FR106"),
        ("Le maire a quitté la salle Il reviendra demain avec ses adjoints.", "FR201"),
    ],
)
def test_stray_capitals_elsewhere_are_found(text: str, code: str) -> None:
    assert code in codes(text)
