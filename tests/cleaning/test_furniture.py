"""The furniture table: each phrase stands alone between two paragraphs of an article."""

from __future__ import annotations

import pytest

from mtqa.cleaning import find_blocks
from mtqa.cleaning.furniture import NEAR_OTHERS, SURE
from mtqa.domain.text import Block, BlockKind, Segment

BEFORE = "Le conseil municipal a voté mardi soir le budget de la commune, après trois heures de débat."
AFTER = "Les habitants pourront consulter les comptes à la mairie jusqu'à la fin du mois de septembre prochain."

LAST = "La prochaine séance du conseil aura lieu le premier mardi du mois d'octobre, dans la même salle."


def block_between_paragraphs(text: str) -> Block:
    blocks = find_blocks(Segment(0, f"{BEFORE}\n\n{text}\n\n{AFTER}\n\n{LAST}"))
    assert len(blocks) == 4
    assert [blocks[0].kind, blocks[2].kind, blocks[3].kind] == [BlockKind.PROSE] * 3
    return blocks[1]


SET_ASIDE = {
    "cross-link to other articles": """
READ  Trudeau nomme une femme autochtone à la Cour suprême du Canada | Canada
READ ALSO: Five things to know about the new law
Read also x
Read more: The storm in pictures
LIRE AUSSI Les pêcheurs refusent l’accord
Lire aussi : Les pêcheurs refusent l'accord
À lire aussi « Nous n'avons plus rien »
A LIRE AUSSI | Grève : ce qui change lundi
→ Lire la suite…
Voir aussi : notre dossier
Sur le même sujet
Articles similaires
Articles Liés
Related Articles
You may also like
Vous aimerez aussi
Continue reading
Les plus lus
Lire aussi x
L’article Le port ferme est apparu en premier sur Le Journal.
The post Le port ferme appeared first on Le Journal.
Article suivant Le port rouvre ses portes
Previous Post
""",
    "comment form": """
Laisser un commentaire
Laissez une réponse
Leave a Reply Cancel reply
Votre adresse e-mail ne sera pas publiée.
Votre adresse de messagerie ne sera pas publiée. Les champs obligatoires sont indiqués avec *
Les champs obligatoires sont indiqués avec *
Your email address will not be published. Required fields are marked *
Commentaire *
Nom *
Enregistrer mon nom, mon e-mail et mon site dans le navigateur pour mon prochain commentaire.
Prévenez-moi de tous les nouveaux commentaires par e-mail.
Ce site utilise Akismet pour réduire les indésirables. En savoir plus sur vos données.
Soyez le premier à commenter cet article
3 commentaires
Votre commentaire
""",
    "sharing buttons": """
Partager sur Facebook
Partager sur Facebook Partager sur Twitter
Facebook | Twitter | WhatsApp
Partager cet article
Share this:
Suivez Le Journal sur Google Actualités
Cliquez pour partager sur Twitter(ouvre dans une nouvelle fenêtre)
J'aime ceci :
Suivez-nous sur Instagram et TikTok
""",
    "subscription notice": """
Inscrivez-vous à notre newsletter
Abonnez-vous pour recevoir notre lettre chaque matin.
Subscribe to our newsletter
Recevez chaque matin nos meilleurs articles dans votre boîte mail.
Il vous reste 62 % de cet article à lire. La suite est réservée aux abonnés.
""",
    "legal or cookie notice": """
Ce site utilise des cookies pour améliorer votre expérience.
Nous utilisons des cookies et d'autres traceurs.
We use cookies to improve your experience.
© 2021 Le Journal. Tous droits réservés.
Le Journal du Port – Tous droits réservés
Copyright 2019-2021 Example Media
Politique de confidentialité
""",
    "credit or source": """
Source : AFP
Photo : la façade du musée
Crédit photo : Marie Petit
Crédits : AFP
© Marie Petit
Marie Petit / Getty Images
(Photo by Marie Petit/Getty Images)
""",
    "tags": """
Tags : budget, impôts, mairie
Mots-clés : élections, vote
Posted in: News, Politics
#budget #impôts
""",
    "byline or publication date": """
Publié le 25 décembre 2021 à 14h05
Mis à jour le 03/01/2022 à 09:30
Published on December 25, 2021
Par Marie Petit
Propos recueillis par Béatrice JOANNIS
Par Anna Chernova et Jean-Paul de La Tour
By John Smith
Temps de lecture : 3 min
""",
    "navigation": """
Accueil > Monde > Europe
Skip to content
Aller au contenu principal
Retour en haut de page
Page 1 sur 3
""",
    "advertising": """
Advertisement
La suite après la publicité
Story continues below advertisement
""",
    "author box": """
À propos de l’auteur
About the Author
Voir tous les articles de Marie Petit
""",
}


@pytest.mark.parametrize(
    ("reason", "text"), [(reason, text) for reason, lines in SET_ASIDE.items() for text in lines.strip().splitlines()]
)
def test_furniture_is_set_aside_wherever_it_stands(reason: str, text: str) -> None:
    block = block_between_paragraphs(text)
    assert (block.kind, block.reason) == (BlockKind.BOILERPLATE, reason)


KEPT = """
À lire ce rapport, on comprend la colère des élus.
Lire aussi vite est un don rare.
Voir aussi loin demande de bons yeux.
Voir Naples et mourir
Lire Proust en une semaine
« Pas de paix. Pas de justice. Pas de répit. »
« Du courage. De la patience. Du travail. »
« Rien. Personne. Le silence. »
"Nous irons. Nous tiendrons. Nous gagnerons."
Cette histoire a été mise à jour.
Anna Chernova et Veronica Straqualorsi de CNN ont contribué à ce rapport.
Publié le 3 mars, le rapport accable le ministre.
Publié en 1862, le roman raconte la misère.
Par Victor Hugo, le roman raconte la misère.
Par temps de pluie, le col ferme.
Le disque porte la mention « Tous droits réservés ».
Une photo le montre souriant.
L'article est apparu en premier sur le site du journal.
Suivez le chemin jusqu'au port.
Votre commentaire n'a pas plu au maire.
Photographier la nuit
Partager le pain
Partager les données de santé pose un problème de droit.
Le site utilise l'énergie du vent.
Facebook
Publicité
Le mot de la fin
Politique
Désiré Faure
Message aux électeurs
Les champs marqués par la guerre restent en friche.
Vous devez attendre la fin du mois pour commenter le résultat.
Inscrivez-vous avant jeudi soir.
Accueil des réfugiés : un accord
Répondre à l'urgence
Recevez nos vœux les meilleurs.
Article 3
Commentaires acerbes au Sénat
Nouvelles tensions au Sahel
Copier n'est pas voler.
Articles volés, marchands ruinés
12 janvier
Plus de bruit, moins de mots
Suivre le match
Aucun commentaire de la part du ministère.
Tags sur les murs de la mairie
Trois questions à Marie Petit
La réponse de Reuters
Une enquête menée par Reuters
""".strip().splitlines()


@pytest.mark.parametrize("text", KEPT)
def test_article_text_is_kept(text: str) -> None:
    assert block_between_paragraphs(text).kind in (BlockKind.PROSE, BlockKind.HEADING)


def test_a_paragraph_that_begins_like_furniture_is_kept() -> None:
    text = "Lire aussi : " + "le maire a parlé longuement des comptes de la commune et de ses dettes. " * 8
    assert block_between_paragraphs(text.strip()).kind is BlockKind.PROSE


def test_each_reason_has_examples_and_no_table_names_another() -> None:
    assert SET_ASIDE.keys() == SURE.keys()
    assert NEAR_OTHERS.keys() <= SURE.keys()
