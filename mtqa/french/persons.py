"""Nouns for people and for bodies that act like people: what one can ask, tell, promise or forbid something."""

from __future__ import annotations

_PEOPLE = (
    "accusé acteur actrice actionnaire adhérent adjoint adolescent adulte agent agriculteur ami amie animateur "
    "architecte artisan artiste assistant associé athlète auteur automobiliste avocat avocate bébé bénévole "
    "boulanger candidat candidate chanteur chanteuse chauffeur chef chercheur chercheuse citoyen citoyenne client "
    "cliente collègue collaborateur comédien commandant commerçant commissaire compagnon concurrent conducteur "
    "conseiller consommateur copain copine coureur cousin cousine créancier cuisinier défenseur demandeur député "
    "députée détenu directeur directrice dirigeant docteur écolier écrivain électeur électrice élève élu employé "
    "employée employeur enfant enquêteur enseignant enseignante entraîneur entraîneuse entrepreneur épouse époux "
    "éleveur étranger étudiant étudiante expert experte exploitant facteur femme fermier fiancé fille fils "
    "fonctionnaire footballeur fournisseur frère garçon garde gardien gardienne gendarme gens gérant gouverneur "
    "habitant habitante homme hôte immigré infirmier infirmière ingénieur inspecteur internaute invité jardinier "
    "jeune joueur joueuse journaliste juge juré lecteur locataire lycéen maire maître maîtresse malade "
    "manifestant marchand mari marin médecin membre mère migrant militaire militant mineur ministre musicien "
    "neveu nièce officier oncle otage ouvrier ouvrière parent parlementaire partenaire participant passager "
    "passant patient patiente patron patronne paysan peintre père personne pharmacien photographe pilote "
    "plaignant policier pompier prêtre président présidente prévenu prince princesse prisonnier procureur "
    "producteur professeur propriétaire psychologue rédacteur réalisateur recteur réfugié reine résident "
    "responsable retraité riverain roi sauveteur salarié salariée secouriste secrétaire sénateur serveur serveuse "
    "servant sœur soldat soignant spectateur sportif stagiaire supporter supérieur survivant suspect syndicaliste "
    "tante technicien témoin touriste traducteur travailleur usager utilisateur utilisatrice vacancier vendeur "
    "vendeuse victime villageois visiteur voisin voisine volontaire voyageur"
)
_BODIES = (
    "administration armée assemblée assureur autorité banque bureau cabinet club comité commission compagnie conseil "
    "cour direction entreprise état équipage équipe famille fédération foule gouvernement groupe hôpital jury justice "
    "mairie ministère municipalité opposition organisation parlement parti parquet personnel peuple police population "
    "préfecture presse public rédaction société lycée école syndicat tribunal université fondation association"
)
PERSONS = frozenset(_PEOPLE.split())
_ALL = PERSONS | frozenset(_BODIES.split())


def is_person(lemma: str) -> bool:
    """Whether the noun names a person ("voisin")."""
    return lemma in PERSONS


def can_be_asked(lemma: str) -> bool:
    """Whether the noun names a person, or a body that decides and answers ("police", "équipe")."""
    return lemma in _ALL
