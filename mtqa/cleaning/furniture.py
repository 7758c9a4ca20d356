"""What the furniture of news sites and blogs says: in French, in English, and in French made from that English.

A rule is data: a pattern that the whole block must match after `normalised`, in any case but where it says
`(?-i:...)`. SURE patterns are furniture wherever they stand. NEAR_OTHERS are words that an article may have for a
heading as well, and count only beside other furniture. Where a phrase could open a sentence ("À lire ce rapport, on
comprend ..."), its pattern asks for the colon or the capital that shows a title.
"""

from __future__ import annotations

CROSS_LINK = "cross-link to other articles"
COMMENTS = "comment form"
SHARING = "sharing buttons"
SUBSCRIPTION = "subscription notice"
LEGAL = "legal or cookie notice"
CREDIT = "credit or source"
TAGS = "tags"
DATELINE = "byline or publication date"
NAVIGATION = "navigation"
ADVERTISING = "advertising"
AUTHOR = "author box"

_TITLE = r"(?=(?-i:[A-ZÀ-ÖØ-ÞŒ0-9«\"“‘'(]))"
_SITE = (
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|pinterest|reddit|instagram|youtube|tiktok|mastodon"
    r"|bluesky|threads"
    r"|tumblr|messenger|skype|pocket|flipboard|viber|e-?mail|courriel|sms)"
)
_DATE_WORD = (
    r"(?:(?:le|la|à|il|y|a|on|at|ago|the|and|et|de|du|h|hours?|heures?|min(?:ute)?s?|jours?|days?|mois|months?"
    r"|semaines?"
    r"|weeks?|ans?|years?|am|pm|gmt|utc|cet|cest|est|edt|1er|mis|jour|updated|modifié"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|janv|févr|avr|juil|déc)\.?"
    r"|\d{1,4}(?:st|nd|rd|th)?|\d{1,4}[:./h-]\d{0,4}(?:[:./-]\d{2,4})?)(?!\w)|[-–—|·•:])"
)
_DATE = rf"{_DATE_WORD}(?:[ ,]+{_DATE_WORD})*"
_NAME = r"(?-i:[A-ZÀ-ÖØ-Þ][\w'.-]*(?: (?:de|du|des|van|von|der|den|le|la|el|al|bin|di|da|dos))?)"
FULL_NAME = rf"{_NAME}(?: {_NAME}){{1,3}}"
_NAMES = rf"{FULL_NAME}(?:(?:,| et| and| avec| with) {FULL_NAME})*"
_AGENCY = (
    r"(?-i:AFP|Reuters|AP|Associated Press|Getty(?: Images)?|Shutterstock|EPA|EFE|Bloomberg|Unsplash|Pixabay"
    r"|iStock|Belga"
    r"|Keystone|Sipa|Xinhua|La Presse canadienne|Wikimedia(?: Commons)?|Flickr)"
)
_ALSO = r"(?:aussi|également|ensuite|encore)"
_LOOK = r"(?:re)?(?:lire|lisez|voir|voyez|regarder|regardez|écouter|écoutez|découvrir|découvrez)"

# Over the biography of the author.
AUTHOR_HEADING = (
    r"(?:à propos (?:de l'auteure?|des auteurs)|about the authors?|author bio|biographie de l'auteure?) ?:?"
)

SURE: dict[str, tuple[str, ...]] = {
    CROSS_LINK: (
        r"(?-i:READ|SEE|WATCH)(?: (?-i:ALSO|MORE|NEXT|TOO))? ?:? ?\S.*",
        r"(?-i:LIRE|LISEZ|LIS)(?: (?-i:AUSSI|PLUS|ÉGALEMENT))? ?:? (?=(?-i:[A-ZÀ-Þ«\"“]\S*[a-zà-ÿ])).*",
        r"read (?:also|more|next|too|the full (?:article|story))(?:\b.*)?",
        r"see also|(?:see|watch|listen) (?:also|more|next) ?:.*|(?:also read|related) ?:.*"
        r"|(?:continue|keep) reading(?:\b.*)?",
        rf"(?:à|a) {_LOOK}(?: {_ALSO})?(?: sur [^:.]{{1,40}})?(?: ?[:|>»]| [–—-] ).*",
        rf"(?:(?:à|a) )?{_LOOK} {_ALSO}(?: {_TITLE}.*[^.]| \w+)?",
        rf"{_LOOK} (?:{_ALSO}|plus)(?: sur [^:.]{{1,40}})? ?:.*",
        r"lire (?:plus|la suite|plus d'articles?|l'article(?: complet| entier| original)?)(?: sur \S{1,30})?",
        r"(?:continuer|poursuivre) la lecture(?: de .*)?|en savoir plus(?: ?:.*)?|en lire plus",
        r"sur le même (?:sujet|thème)(?: ?:.*)?|dans la même (?:rubrique|catégorie|section)(?: ?:.*)?",
        r"(?:articles?|posts?|publications?|messages?|billets?|histoires?|actualités|nouvelles|contenus?|postes)"
        r" (?:similaires?|connexes?|liée?s?|associée?s?|apparentée?s?|recommandée?s?|récente?s?|populaires?"
        r"|suggérée?s?)",
        r"(?:les )?(?:articles )?(?:les )?plus (?:lus|vus|partagés|commentés|consultés)",
        r"(?:derniers|autres|plus d') ?(?:articles|posts)|dernières (?:actualités|nouvelles|infos|publications)",
        r"(?:related|recommended|popular|recent|latest|similar|trending|more|other|top|featured)"
        r" (?:posts?|articles?|stories|story|news|content|topics?|coverage|reading|videos?) ?:?",
        r"you (?:may|might) (?:also )?(?:like|enjoy|be interested in|have missed)(?: ?:.*)?|don't miss ?:.*",
        r"(?:recommended|suggested) for you|more from .{1,40}|trending(?: now)?|most (?:read|popular|viewed)"
        r"|what to read next",
        rf"(?:vous|tu) (?:aimerez|aimeras|pourriez|pourrais) (?:peut-être )?{_ALSO}(?: aimer)?(?: ?:.*)?",
        rf"(?:ce(?:la|ci)|ça|ces articles) (?:pourrai(?:en)?t|peut|peuvent) (?:{_ALSO} )?vous intéresser(?: ?:.*)?",
        r"(?:recommandée?s?|suggestions?|sélectionnée?s?) pour vous|(?:à )?ne (?:pas manquer|manquez pas) ?:.*",
        rf"(?:article|publication|billet|post) (?:précédente?|suivante?)(?: ?[:→←].*| {_TITLE}.*)?",
        r"(?:previous|next) (?:post|article|story)\b.*|(?:cet article vous a plu|vous avez aimé cet article) ?\?.*",
        r"(?:l'article|le post|la publication|the post|the article) .{1,200} (?:est apparue? (?:en premier|d'abord) sur"
        r"|(?:first appeared|appeared first) on) .{1,60}",
        r"(?:plus|more|tous les) (?:d'articles |articles )(?:de|by|from|par) .{1,40}",
    ),
    COMMENTS: (
        r"(?:laisse[rz]|poste[rz]|publie[rz]|ajoute[rz]) (?:un|une|votre) (?:commentaire|réponse|avis)"
        r"(?: annuler la réponse)? ?:?",
        r"(?:leave|post|add|write) (?:a|your) (?:comment|reply|review)(?: cancel reply)? ?[:.]?",
        r"votre commentaire ?:?|note[rz] cet article ?:?"
        r"|annuler la réponse|cancel reply|(?:post|submit) comment|join the (?:conversation|discussion)",
        r"votre (?:adresse )?(?:(?:de )?(?:e-?mail|mail|courriel|messagerie)|adresse) ne sera (?:pas|jamais)"
        r" (?:publiée?|affichée?|partagée?|visible)\b.*",
        r"your e-?mail (?:address )?will not be (?:published|shared)\b.*",
        r"(?:tous )?les champs (?:obligatoires|requis|nécessaires) sont (?:indiqués|marqués|signalés|suivis)\b.*",
        r"(?:tous )?les champs (?:marqués|suivis|signalés|indiqués) (?:d'un|par un|avec un|avec|par)e? ?(?:\*"
        r"|astérisque).*",
        r"required fields are marked.*|\*? ?indicates required.*|champs? (?:obligatoires?|requis) ?\*?"
        r"|\* ?(?:obligatoires?|requis)",
        r"(?:commentaire|comment|nom|name|e-?mail|adresse(?: de messagerie| e-?mail)?|prénom|courriel|message"
        r"|site(?: web)?)"
        r" ?\* ?:?",
        r"(?:enregistre[rz]|sauvegarde[rz]) mon nom\b.* navigateur\b.*|save my name\b.* browser\b.*",
        r"(?:prévenez|avertissez|notifiez|informez)-moi (?:de|des|par|lorsque|quand)\b.*(?:commentaires?"
        r"|articles?|e-?mail).*",
        r"notify me of .*|ce site utilise akismet.*|this site uses akismet.*|be the first to comment.*",
        r"(?:soyez|sois) le premier à (?:commenter|réagir|laisser un commentaire)\b.*",
        r"vous devez (?:être (?:connecté|inscrit|identifié)|vous (?:connecter|inscrire|identifier))\b.*\bcomment.*",
        r"(?:connectez|inscrivez|identifiez)-vous pour (?:commenter|(?:poster|laisser|publier) un commentaire)\b.*",
        r"you must be (?:logged in|registered) to.*|log in to (?:comment|reply).*",
        r"(?:\d+|aucun|no) (?:commentaires?|comments?|réponses?|replies)(?: (?:sur|on) .*)?|comment(?:aire)?s ?\(\d+\)",
        r"(?:les )?commentaires sont (?:fermés|désactivés).*|comments are (?:closed|off|disabled).*",
    ),
    SHARING: (
        r"(?:partage[rz]?|share|suivez-nous|suivre|follow(?: us)?|tweete[rz]|aimez-nous|rejoignez-nous"
        r"|retrouvez-nous|épingle[rz])"
        r"(?: (?:cet article|this(?: article| post| story)?|cette page|l'article|ceci|aussi|with|via|sur|on|par"
        r"|avec|nous|à))*"
        rf"(?:[ ,|/·•:&]+(?:(?:et|and|or|ou|sur|on|par|via|partager|share) )*{_SITE})+ ?[:.!]?",
        rf"(?:{_SITE}[ ,|/·•]+){{2,}}{_SITE}",
        r"partage[rz](?: (?:cet article|ceci|cette page|l'article|avec vos amis|sur) ?[:!]?| ?[:!])",
        r"share (?:this|it)(?: article| post| story| page)?(?: on| with your friends)? ?[:!]?|share ?:",
        r"cliquez? pour (?:partager|envoyer|imprimer)\b.*|click to (?:share|email|print)\b.*",
        r"\d+ (?:partages|shares|vues|views|likes)|(?:j'aime|like) (?:ceci|this|ça) ?:(?: .*)?"
        r"|(?:j'aime )?(?:loading|chargement) ?(?:\.+|…)",
        rf"suivez .{{1,40}} sur (?:{_SITE}|google (?:news|actualités)) ?[:.!]?",
        r"copier le lien|copy link|envoyer (?:l'article )?par e-?mail|email this(?: article)?"
        r"|print this(?: page| article)?",
        r"imprimer (?:cet |l')article",
    ),
    SUBSCRIPTION: (
        r"(?:inscrivez-vous|abonnez-vous|s'inscrire|s'abonner|souscrivez|je m'inscris|je m'abonne)(?: gratuitement)?"
        r"(?: ici| (?:à|aux?|pour|sur)\b.*(?:newsletters?|lettre|infolettre|bulletin|chaîne|page|alertes?|flux"
        r"|notifications)\b.*)[.!]?",
        r"abonnez-vous|inscrivez-vous|(?:subscribe|sign up)(?: (?:now|here|today)| (?:to|for)\b.*)?[.!]?",
        r"get (?:our|the) .*(?:newsletter|inbox)\b.*|already a (?:subscriber|member) ?\?.*|déjà abonnée? ?\?.*",
        r"recevez (?:chaque|toute|tous|nos|notre|les|le meilleur|gratuitement)\b.*(?:e-?mail|newsletter|boîte"
        r"|courriel)\b.*",
        r"(?:cet |l')?(?:article|contenu) (?:est )?(?:réservé|accessible uniquement) (?:aux|à nos) abonnés.*",
        r"il vous reste [\d.,]+ ?% (?:de cet article )?à (?:lire|découvrir).*|la suite est réservée aux abonnés.*",
        r"notre (?:newsletter|infolettre)(?: .{1,40})?|(?:téléchargez notre|download our) app\w*\b.{0,60}",
    ),
    LEGAL: (
        r"(?:ce|notre|nos|le) sites? (?:web |internet )?(?:utilise|utilisent|dépose|fait usage)\b.* cookies\b.*",
        r"nous (?:et nos partenaires )?(?:utilisons|déposons) (?:des|les|nos) cookies\b.*",
        r"(?:we|this (?:web)?site) uses? cookies\b.*"
        r"|by (?:continuing|using|clicking)\b.*\b(?:cookies|terms|privacy)\b.*",
        r"en (?:continuant|poursuivant|utilisant|naviguant|cliquant)\b.*\b(?:cookies|conditions d'utilisation)\b.*",
        r"(?:tout (?:accepter|refuser)|(?:j'accepte|accepter|refuser)(?: (?:tout|tous|les|et fermer"
        r"|et continuer)))(?: les)?(?: cookies)?",
        r"(?:accept|reject|decline) (?:all )?(?:cookies|all)|accept (?:and|&) (?:close|continue)",
        r"(?:gérer|paramétrer|personnaliser|manage|cookie)"
        r" (?:les |mes |vos |my |your )?(?:cookies?|préférences|preferences|settings|consentement)",
        r"politique (?:de confidentialité|(?:de|des|relative aux) cookies)|(?:privacy|cookie) policy|mentions légales",
        r"terms (?:of (?:use|service)|and conditions)|conditions (?:générales )?d'utilisation",
        r"(?:©|\(c\)|copyright\b)(?=.*(?:\d{4}|droits|rights)).*",
        r"(?:[\w.,&'()|–—/-]+ ){0,8}(?:tous droits (?:de reproduction )?réservés|all rights reserved)\W*(?:[©\d].*)?",
        r"(?:toute )?reproduction (?:même partielle )?(?:interdite|non autorisée)\b.{0,60}",
    ),
    CREDIT: (
        r"(?:photos?|crédits?(?: ?-? ?(?:photos?|image|vidéo))?|(?:photo|image) ?credits?|credits?"
        r"|source de l'image|image source"
        r"|légende de l'image|image caption|photo d'illustration|image d'illustration) ?[:©/|].*",
        r"(?:crédits? photos?|photo credit|photo by|photo d'archives|photo d'illustration|image by)(?: .{1,60})?",
        rf"(?:[^.!?;]{{0,50}}?(?:[©/|]| [–—-] |\bvia ) ?)?\(?{_AGENCY}(?:[/ ]+{_AGENCY})*\)?",
        r"sources? ?: ?[^.!?]{1,60}|© ?.{1,60}|\((?:photos?|crédits?|image|photo by|©) ?.{1,80}\)",
    ),
    TAGS: (
        r"(?:tags?|mots?[- ]cl(?:é|ef)s?|étiquettes?|catégories?|categor(?:y|ies)|rubriques?|keywords?"
        r"|filed under|topics?"
        r"|tagged(?: with| as)?|posted in|classé (?:dans|sous)|étiqueté(?: avec)?|publié dans|hashtags?) ?: ?[^.!?]*",
        r"(?:filed under|tagged with|posted in) [^.!?]{1,120}",
        r"(?:#[\w-]+[ ,]+)+#[\w-]+",
    ),
    DATELINE: (
        r"(?=.*\d)(?:article |dernière |last )?(?:publiée?|mise? à jour|mise? en ligne|modifiée?|postée?"
        r"|published|updated|posted)"
        rf"[ :]+{_DATE}(?: (?:par|by) {_NAMES})?\.?",
        r"(?:par|by|auteur ?:|author ?:|(?:écrit|rédigé|posté|publié|traduit|propos recueillis) par"
        r"|(?:written|posted|translated) by) "
        rf"{_NAMES}(?:[ ,]+{_DATE})?",
        r"(?:temps|durée) de lecture\b.{0,30}|(?:lecture|reading time) ?:? ?(?:de )?\d+ ?min.{0,10}",
        r"\d+ ?min(?:utes?)? (?:read|de lecture).{0,20}|(?:posted by|publié par) (?:admin|la rédaction)",
    ),
    NAVIGATION: (
        r"(?:accueil|home)(?: ?[>»›/|→] ?[^>»›/|→.]{1,80})+",
        r"(?:skip|jump) to (?:main )?(?:content|navigation)"
        r"|(?:aller|passer|accéder) (?:directement )?au contenu(?: principal)?",
        r"(?:revenir|retour|retourner) (?:en haut(?: de (?:la )?page)?|à l'accueil|au sommaire)"
        r"|back to (?:top|home)|haut de page",
        r"navigation (?:de l'article|des articles|des publications)|posts? navigation|page \d+ (?:sur|of|/) ?\d+",
        r"(?:afficher|fermer|ouvrir) le menu|(?:open|close|toggle) (?:the )?(?:menu|navigation)|(?:show|load) more",
        r"(?:rechercher|search)(?: sur le site| for)? ?:|log in|sign in|se connecter|plan du site|site ?map"
        r"|(?:afficher|voir|charger) plus",
        r"(?:this|the) (?:article|story|post) (?:was |has been )?(?:originally |first )?(?:published"
        r"|appeared)\b.{1,120}",
    ),
    ADVERTISING: (
        r"advertisements?|advertising|sponsored(?: content| post)?|(?:contenu|article|liens?) sponsorisés?",
        r"(?:la )?suite (?:de (?:l'article|votre contenu) )?(?:après|sous) (?:la|cette|une) (?:publicité|pub|annonce)",
        r"(?:article|story|content) continues (?:below|after)\b.{0,40}|l'article continue (?:après|sous) la publicité",
    ),
    AUTHOR: (
        AUTHOR_HEADING,
        r"(?:voir|view|see|lire) (?:tous|all)(?: les| the)? (?:articles|posts|publications|billets)(?: (?:de|by"
        r"|par|from) .{1,60})?",
    ),
}

NEAR_OTHERS: dict[str, tuple[str, ...]] = {
    COMMENTS: (
        r"(?:commentaires?|comments?|nom|name|e-?mail|courriel|site(?: web| internet)?|website|message|répondre"
        r"|reply|envoyer"
        r"|submit|prénom|votre adresse e-?mail|adresse(?: e-?mail)?) ?:?",
        rf"répondre à {_NAME}(?: {_NAME})?",
    ),
    SHARING: (rf"{_SITE}(?:[ ,|/·•]+{_SITE})?", r"partage[rz]?s?|share|like|j'aime|tweet|suivre|follow|imprimer|print"),
    SUBSCRIPTION: (r"newsletters?|s'abonner|s'inscrire|infolettre",),
    LEGAL: (r"accepter|refuser|accept|reject|cookies|confidentialité|privacy|contact légal",),
    NAVIGATION: (
        r"accueil|home|menu|contact(?:ez-nous|s)?|à propos(?: de nous)?|about(?: us)?|qui sommes-nous ?\?"
        r"|recherche[rz]?|search",
        r"précédente?|suivante?|previous|next|connexion|login|inscription|register|fermer|close|retour|back"
        r"|sommaire|haut",
        r"politique|monde|économie|sports?|culture|société|santé|sciences?|tech(?:nologie)?s?|international"
        r"|france|europe"
        r"|actualités?|actu|news|world|business|opinions?|vidéos?|podcasts?|météo|environnement|divertissement",
    ),
    ADVERTISING: (r"publicités?|annonces?|sponsorisé|pub",),
    CROSS_LINK: (
        r"à lire|à voir|recommandé|populaires?|pour aller plus loin|plus d'informations|les plus populaires|à la une",
    ),
    DATELINE: (rf"(?=.*\d){_DATE}",),
    TAGS: (r"tags?|catégories?|étiquettes?|mots?[- ]clés?",),
    AUTHOR: (rf"(?:à propos de|about) {FULL_NAME}|l'auteure?",),
}

# Over a list of titles: with the heading, `find_blocks` sets the titles aside.
LIST_HEADING = (
    r"(?:related|recommended|popular|recent|latest|similar|trending|more|most|top|you (?:may|might)|articles?"
    r"|posts?|messages?"
    r"|publications?|histoires|nouvelles|contenus|postes|sur le même|dans la même|vous (?:aimerez|pourriez)"
    r"|(?:les )?(?:articles )?plus lus"
    r"|derniers|dernières|autres|(?:à )?lire aussi)\b[^:]{0,40}:?"
)
