"""Names of places in sentences: what a French reader expects, whatever the place."""

from __future__ import annotations

import pytest

from generator import grammar


@pytest.mark.parametrize(
    ("name", "liaison", "of", "at"),
    [
        ("Beaune", 0, "de Beaune", "à Beaune"),
        ("Ahuy", 1, "d’Ahuy", "à Ahuy"),
        ("Hyères", 1, "d’Hyères", "à Hyères"),
        ("Houilles", 0, "de Houilles", "à Houilles"),
        ("Yerres", 1, "d’Yerres", "à Yerres"),
        ("Le Havre", 2, "du Havre", "au Havre"),
        ("La Rochelle", 3, "de La Rochelle", "à La Rochelle"),
        ("Les Abymes", 4, "des Abymes", "aux Abymes"),
        ("L'Haÿ-les-Roses", 5, "de L’Haÿ-les-Roses", "à L’Haÿ-les-Roses"),
        ("Aux Marais", 6, "d’Aux Marais", "à Aux Marais"),
        ("Los Masos", 8, "de Los Masos", "à Los Masos"),
    ],
)
def test_communes_follow_the_official_code(name: str, liaison: int, of: str, at: str) -> None:
    forms = grammar.commune(name, liaison)
    assert (forms.of, forms.at) == (of, at)
    assert forms.the == forms.name == name.replace("'", "’")


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("Papeete", "de Papeete"),
        ("Arue", "d’Arue"),
        ("Île-d'Yeu", "d’Île-d’Yeu"),
        ("Œuilly", "d’Œuilly"),
        ("Hienghène", "de Hienghène"),
        ("Le Mont-Dore", "du Mont-Dore"),
        ("Y", "d’Y"),
    ],
)
def test_without_the_code_vowels_decide_and_every_h_is_aspirated(name: str, of: str) -> None:
    assert grammar.commune(name).of == of


@pytest.mark.parametrize(
    ("official", "name"),
    [
        ("CC du Pays Dunois", "Communauté de communes du Pays Dunois"),
        ("CC Coeur de Lozère", "Communauté de communes Cœur de Lozère"),
        ("CC du Val d'Essonne (CCVE)", "Communauté de communes du Val d’Essonne"),
        ("CC Vallée des Baux-Alpilles (CC VBA)", "Communauté de communes Vallée des Baux-Alpilles"),
        ("CA ECLA  (Espace Communautaire Lons Agglomération)", "Communauté d’agglomération ECLA"),
        ("CA de Blois ''Agglopolys''", "Communauté d’agglomération de Blois «\u00a0Agglopolys\u00a0»"),
        (
            'CA "Saintes - Grandes Rives - L\'Agglo"',
            "Communauté d’agglomération Saintes – Grandes Rives – L’Agglo",
        ),
        ("CU d'Arras", "Communauté urbaine d’Arras"),
        ("EPT Plaine Commune", "Établissement public territorial Plaine Commune"),
        ("Métropole Européenne de Lille", "Métropole européenne de Lille"),
        ("Dijon Métropole", "Dijon Métropole"),
    ],
)
def test_names_of_groupings_are_spelt_out(official: str, name: str) -> None:
    assert grammar.grouping_name(official) == name


@pytest.mark.parametrize(
    ("official", "short"),
    [
        ("CU Angers Loire Métropole", "Angers Loire Métropole"),
        ("CC du Pays Dunois", "CC du Pays Dunois"),
        ("CA de Nîmes Métropole", "CA de Nîmes Métropole"),
        ("CA Grand Lac", "CA Grand Lac"),
        ("Métropole de Lyon", "Métropole de Lyon"),
    ],
)
def test_short_names_stand_by_themselves(official: str, short: str) -> None:
    assert grammar.short_name(official) == short


@pytest.mark.parametrize(
    ("name", "the", "of", "at"),
    [
        ("Dijon Métropole", "Dijon Métropole", "de Dijon Métropole", "à Dijon Métropole"),
        ("Orléans Métropole", "Orléans Métropole", "d’Orléans Métropole", "à Orléans Métropole"),
        (
            "Angers Loire Métropole",
            "Angers Loire Métropole",
            "d’Angers Loire Métropole",
            "à Angers Loire Métropole",
        ),
        (
            "Métropole Rouen Normandie",
            "la métropole Rouen Normandie",
            "de la métropole Rouen Normandie",
            "dans la métropole Rouen Normandie",
        ),
        (
            "Eurométropole de Strasbourg",
            "l’Eurométropole de Strasbourg",
            "de l’Eurométropole de Strasbourg",
            "dans l’Eurométropole de Strasbourg",
        ),
        (
            "Communauté de communes du Pays Dunois",
            "la communauté de communes du Pays Dunois",
            "de la communauté de communes du Pays Dunois",
            "dans la communauté de communes du Pays Dunois",
        ),
        (
            "Établissement public territorial Plaine Commune",
            "l’établissement public territorial Plaine Commune",
            "de l’établissement public territorial Plaine Commune",
            "dans l’établissement public territorial Plaine Commune",
        ),
    ],
)
def test_groupings_take_an_article_when_their_name_says_what_they_are(
    name: str, the: str, of: str, at: str
) -> None:
    forms = grammar.grouping(name)
    assert (forms.name, forms.the, forms.of, forms.at) == (name, the, of, at)


def test_english_keeps_the_french_name() -> None:
    forms = grammar.grouping("Communauté de communes du Pays Dunois", "en")
    assert forms.of == "of the communauté de communes du Pays Dunois"
    assert grammar.grouping("Dijon Métropole", "en").at == "in Dijon Métropole"
    assert grammar.commune("Le Havre", 2, "en").of == "of Le Havre"
