"""Nouns that contracts use as defined terms, by their singular without accents; and words that are never one."""

from __future__ import annotations

_FRENCH = """service prestation produit livrable resultat logiciel solution plateforme donnee document materiel
equipement systeme outil projet programme pilote experimentation phase periode territoire zone prix redevance
remuneration commission montant honoraire budget taux beneficiaire affilie filiale sous-traitant licence marque brevet
contenu information creation oeuvre invention amelioration element comite commission plan calendrier indicateur
objectif seuil niveau penalite bonus malus incident anomalie correction maintenance assistance support test recette
livraison commande facture devis lot site installation infrastructure hebergement environnement interface module
composant application base campagne operation evenement offre besoin specification cahier perimetre exclusivite
cession cessation transition reversibilite transfert depot stock consigne catalogue referentiel charte procedure
processus methode secret jour date terme echeance duree mise-a-jour version evolution actif apport part titre associe
action capital investisseur apporteur prospect lead contact abonnement compte dossier candidat salarie personnel
collaborateur responsable coordinateur referent directeur interlocuteur sponsor reclamation litige differend
manquement defaut force changement controle concurrent activite metier domaine secteur marche segment vente achat
chiffre revenu marge benefice perte frais depense cout acompte caution garantie assurance sinistre dommage prejudice"""
_ENGLISH = """service product deliverable result software solution platform data document material equipment
system tool project program programme pilot trial phase period territory zone price fee royalty remuneration
commission amount budget rate beneficiary affiliate subsidiary subcontractor licence license mark trademark patent
content information work invention improvement element committee plan schedule calendar indicator objective target
threshold level penalty bonus credit incident defect error correction maintenance support test acceptance delivery
order invoice quote lot site facility installation infrastructure hosting environment interface module component
application database campaign operation event offer requirement specification scope exclusivity assignment transition
transfer deposit stock inventory catalogue catalog policy procedure process method secret day date term deadline
duration update upgrade version release asset contribution share investor member referrer prospect lead contact
subscription account file candidate employee personnel manager coordinator representative sponsor claim dispute breach
default change control competitor activity business field sector market segment sale purchase revenue margin profit
loss expense cost advance guarantee warranty insurance damage know-how launch milestone feedback report audit device
unit sample batch ingredient recipe"""
_NEVER = """entreprise union europe europeen european france french francais etat state states united kingdom
royaume cour court tribunal tribunaux code loi law act regulation reglement directive chambre chamber ministre
ministere commission-europeenne registre register journal bourse internet web euro dollar president secretaire
secretary treasury board conseil republique republic county ville city monsieur madame mr mrs janvier fevrier mars
avril mai juin juillet aout septembre octobre novembre decembre january february march april may june july august
september october november december contrat convention accord agreement contract partie party annexe annex article
section exhibit schedule appendix preambule recital societe company federal national securities exchange commission
sec fda cnil international organization organisation association institute institut university universite group groupe
holding corporation"""

COMMON = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}
NEVER = frozenset(_NEVER.split())
