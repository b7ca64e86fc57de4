"""Two contracts written by hand, French and English, that use everything a contract can hold."""

# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace

from clausekit.model import (
    Block,
    Cell,
    ClauseTag,
    Contract,
    Cover,
    Mark,
    MarkKind,
    Paragraph,
    Part,
    Role,
    Section,
    Table,
    TableKind,
)

_MARKUP = re.compile(r"\{(\w+)(?::(\w+))?\|([^{}]*)\}")


def para(source: str, role: Role = Role.BODY, level: int = 0, number: str = "", anchor: str = "") -> Paragraph:
    """A paragraph from text with marks written `{term|Affilié}` or `{ref:_Ref1|Article 4}`."""
    text, marks, position = "", [], 0
    for found in _MARKUP.finditer(source):
        text += source[position : found.start()]
        marks.append(Mark(len(text), len(text) + len(found[3]), MarkKind(found[1]), found[2] or ""))
        text += found[3]
        position = found.end()
    return Paragraph(text + source[position:], role, level, number, tuple(marks), anchor)


def clause(number: str, source: str, anchor: str = "", level: int = 2) -> Paragraph:
    return para(source, Role.CLAUSE, level, number, anchor)


def cell(*sources: str) -> Cell:
    return Cell(tuple(para(source) for source in sources))


def section(
    heading: str, number: str, *blocks: Block, id: str = "", anchor: str = "", part: Part = Part.BODY
) -> Section:
    role = Role.HEADING if number else Role.LABEL
    made = Section(para(heading, role, 1, number, anchor), blocks, part)
    return replace(made, tag=ClauseTag(id, "1.2.0", made.digest())) if id else made


FR = Contract(
    title="Contrat de partenariat stratégique",
    language="fr",
    cover=Cover(
        title="Contrat de partenariat stratégique",
        subtitle="Alliance de distribution et d’intégration",
        parties=(("Éditeur", "Novalys SAS"), ("Partenaire", "Ferrand & Fils <SA>")),
        reference="NOV-FER-2026-014 v1",
        date="15 janvier 2026",
        draft_mark="Projet",
        notice="Document de travail établi à partir d’une bibliothèque de clauses. Il ne vaut ni offre ni "
        "conseil juridique et doit être relu par un avocat avant signature.",
        confidential="Confidentiel",
    ),
    manifest=(("library", "2026.1"), ("answers", "a1b2c3"), ("type", "strategic_partnership")),
    sections=(
        section(
            "Entre les soussignées", "",
            para("{bold|Novalys SAS}, société par actions simplifiée au capital de 250 000 €, dont le siège est "
                 "situé 12 rue de la Paix, 75002 Paris, immatriculée au RCS de Paris sous le n° 812 345 678, "
                 "représentée par Mme Claire Aubert, présidente, ci-après désignée « {term|Novalys} » ;", Role.PARTY),
            para("{bold|Ferrand & Fils <SA>}, société anonyme au capital de 1 200 000 €, dont le siège est situé "
                 "4 quai des Chartrons, 33000 Bordeaux, représentée par {blank:signatory_b|[• représentant]}, "
                 "ci-après désignée « {term|Ferrand} ».", Role.PARTY),
            para("Ci-après désignées ensemble les « {term|Parties} » et individuellement une « {term|Partie} »."),
        ),
        section(
            "Préambule", "",
            para("Novalys édite une suite logicielle de pilotage de la chaîne d’approvisionnement et souhaite "
                 "accélérer sa diffusion auprès des entreprises industrielles.", Role.RECITAL, 0, "(A)"),
            para("Ferrand dispose d’un réseau commercial et d’équipes d’intégration reconnues sur le "
                 "{term|Territoire}.", Role.RECITAL, 0, "(B)"),
            para("Les Parties ont souhaité structurer leur coopération au sein d’une alliance dotée d’une "
                 "gouvernance, d’indicateurs et de mécanismes d’incitation partagés.", Role.RECITAL, 0, "(C)"),
            para("Ceci exposé, il a été convenu ce qui suit :"),
        ),
        section(
            "Définitions et interprétation", "Article 1.",
            clause("1.1", "Dans le Contrat, les termes commençant par une majuscule ont le sens suivant :"),
            para("« {term|Affilié} » : toute entité contrôlant une Partie, contrôlée par elle ou placée sous le "
                 "même contrôle, au sens de l’article L. 233-3 du Code de commerce.", Role.DEFINITION),
            para("« {term|Comité de Pilotage} » : l’instance décrite à l’{ref:_Ref100000002|Article 2}.",
                 Role.DEFINITION),
            para("« {term|Indicateurs} » ou « {term|KPI} » : les indicateurs définis en "
                 "{ref:_Ref100000009|Annexe 1}.", Role.DEFINITION),
            clause("1.2", "Les titres des articles sont indicatifs. Les annexes font partie intégrante du Contrat ; "
                   "en cas de contradiction, le corps du Contrat prévaut sur ses annexes."),
            id="definitions",
        ),
        section(
            "Gouvernance de l’alliance", "Article 2.",
            clause("2.1", "{bold|Comité de Pilotage.} Les Parties instituent un Comité de Pilotage composé de trois (3) "
                   "représentants par Partie, qui se réunit chaque trimestre.", "_Ref100000021"),
            clause("2.2", "{bold|Escalade.} Tout différend non résolu par les chefs de projet dans un délai de "
                   "{blank:escalation_days|[• durée de l’escalade]} est porté devant le Comité de Pilotage, puis :"),
            clause("(a)", "à défaut d’accord sous quinze (15) jours, devant les directions générales ;", level=3),
            clause("(b)", "à défaut d’accord des directions générales, au choix :", "_Ref100000022", level=3),
            clause("(i)", "devant un médiateur désigné d’un commun accord ; ou", "_Ref100000023", level=4),
            clause("(ii)", "devant le tribunal compétent.", level=4),
            para("Les délais ci-dessus sont suspendus {italic|pendente lite}.", Role.CONTINUATION, 2),
            clause("2.3", "{bold|Renvois.} Le point {ref:_Ref100000022|(b)} et le point "
                   "{ref:_Ref100000023|2.2(b)(i)} s’appliquent au {ref:_Ref100000021|2.1}."),
            id="governance", anchor="_Ref100000002",
        ),
        section(
            "Durée et résiliation", "Article 3.",
            clause("3.1", "{bold|Durée.} Le Contrat est conclu pour une durée de {blank:term|[• durée]} à compter de sa "
                   "signature (la « {term|Date d’Entrée en Vigueur} »)."),
            clause("3.2", "{bold|Manquement.} En cas de manquement grave non réparé dans les trente (30) jours d’une mise "
                   "en demeure visant l’{ref:_Ref100000002|Article 2} ou le {ref:_Ref100000091|2} de "
                   "l’{ref:_Ref100000009|Annexe 1}, la Partie non défaillante peut résilier le Contrat."),
            id="term_and_termination",
        ),
        section(
            "Signatures", "",
            para("Fait à Paris, en autant d’exemplaires originaux que de Parties, ou signé électroniquement "
                 "conformément aux articles 1366 et 1367 du Code civil."),
            Table(
                ((cell("{bold|Pour Novalys SAS}"), cell("{bold|Pour Ferrand & Fils <SA>}")),
                 (cell("Nom : Mme Claire Aubert", "Qualité : présidente", "Date :"),
                  cell("Nom : {blank:signatory_b|[• représentant]}", "Qualité : directeur général", "Date :")),
                 (cell("Signature :"), cell("Signature :"))),
                kind=TableKind.SIGNATURE, title="Signatures des Parties",
            ),
        ),
        section(
            "Indicateurs de performance (KPI)", "Annexe 1.",
            clause("1.", "Les Indicateurs sont mesurés mensuellement par Ferrand et revus en Comité de Pilotage."),
            clause("(a)", "Toute mesure est documentée et conservée trois ans.", level=3),
            clause("(b)", "Chaque Partie peut demander un audit annuel de la mesure.", level=3),
            clause("2.", "Les cibles sont les suivantes :", "_Ref100000091"),
            para("Tableau des indicateurs", Role.CAPTION),
            Table(
                ((cell("Indicateur"), cell("Définition"), cell("Cible"), cell("Fréquence"), cell("Responsable")),
                 (cell("Chiffre d’affaires net"), cell("Encaissements nets de remises sur les Produits"),
                  cell("1 500 000 €"), cell("Annuelle"), cell("Ferrand")),
                 (cell("Taux de conversion"), cell("Opportunités gagnées rapportées aux opportunités qualifiées"),
                  cell("≥ 25 %"), cell("Mensuelle"), cell("Ferrand")),
                 (cell("Délai d’activation"), cell("Jours ouvrés entre commande et mise en service"),
                  cell("≤ 15 j"), cell("Mensuelle"), cell("Novalys"))),
                header_rows=1, title="Indicateurs de performance",
            ),
            para("Les cibles sont revues chaque année."),
            id="kpi", anchor="_Ref100000009", part=Part.ANNEX,
        ),
        section(
            "Matrice RACI", "Annexe 2.",
            clause("1.", "La matrice ci-dessous répartit les rôles."),
            id="raci", part=Part.ANNEX,
        ),
    ),
)  # fmt: skip


EN = Contract(
    title="Strategic alliance agreement",
    language="en",
    cover=Cover(
        title="Strategic alliance agreement",
        parties=(("Provider", "Northwind Ltd"), ("Partner", "Fabrikam Inc."), ("Guarantor", "Contoso plc")),
        reference="NW-2026-7",
        confidential="Confidential",
    ),
    manifest=(("type", "strategic_alliance"),),
    sections=(
        section(
            "Background", "",
            para("Northwind develops software.", Role.RECITAL, 0, "(A)"),
            para("Fabrikam distributes it.", Role.RECITAL, 0, "(B)", "_Ref200000000"),
        ),
        section(
            "Definitions", "Article 1.",
            para("“{term|Services}” means the services listed in {ref:_Ref200000002|Schedule 1}.", Role.DEFINITION),
            clause("1.1", "Headings do not affect interpretation."),
            id="definitions",
        ),
        section(
            "Term", "Article 2.",
            clause("2.1", "This Agreement lasts {blank:term|[• term]}, subject to {ref:_Ref200000021|2.2(a)}:"),
            clause("2.2", "A Party may terminate if the other:", "_Ref200000020"),
            clause("(a)", "commits a material breach {italic|ab initio}; or", "_Ref200000021", level=3),
            clause("(b)", "becomes insolvent.", level=3),
            clause("2.3", "Clause {ref:_Ref200000020|2.2} and recital {ref:_Ref200000000|(B)} prevail over "
                   "{ref:_Ref200000002|Schedule 1}, paragraph {ref:_Ref200000022|1}, item {ref:_Ref200000023|(a)}."),
            id="term_and_termination",
        ),
        section(
            "Signatures", "",
            para("Signed by the Parties on the date below:"),
            Table(
                ((cell("{bold|Northwind Ltd}"), cell("{bold|Fabrikam Inc.}"), cell("{bold|Contoso plc}")),
                 (cell("Name:"), cell("Name:"), cell("Name:"))),
                kind=TableKind.SIGNATURE, title="Signatures",
            ),
        ),
        section(
            "Service levels", "Schedule 1.",
            clause("1.", "The Provider meets these levels:", "_Ref200000022"),
            clause("(a)", "availability, measured monthly; and", "_Ref200000023", level=3),
            clause("(b)", "response time.", level=3),
            Table(
                ((cell("Level"), Cell((para("Target and credit"),), span=2)),
                 (cell("Availability"), cell("99.5%"), cell("5%")),
                 (cell("Response"), cell("4 h"), cell("2%"))),
                header_rows=1,
            ),
            id="service_levels", anchor="_Ref200000002", part=Part.ANNEX,
        ),
        section(
            "Contacts", "Schedule 2.",
            clause("1.", "Each Party names one contact."),
            id="contacts", part=Part.ANNEX,
        ),
    ),
)  # fmt: skip
