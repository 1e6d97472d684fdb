"""Writes a synthetic course of N lessons, to measure the generator on something large.

Lives here: the course's shape (one language, one audience, modules of twenty lessons with a quiz each, so
that pages grow as N) and its words, drawn from small lists with a fixed seed: the same N gives the same
bytes. Lessons use what real ones use: headings, lists, a table, admonitions, a passage, facts, figures,
citations, terms and links. Each is about 9.5 kB of Markdown, the size of the pages the peers were
measured with.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
LESSON_BYTES = 9_500
LESSONS_PER_MODULE = 20
MODULES_PER_THEME = 10
LESSON_MINUTES = 6
QUIZ_MINUTES = 8
SOURCES, TERMS, FIGURES = 60, 80, 6

WHO = ("la commune", "le conseil municipal", "l'intercommunalité", "le syndicat", "l'équipe technique", "la régie",
       "une habitante", "le délégataire", "le service des archives", "la commission", "l'agente d'accueil")  # fmt: skip
DOES = ("compare", "publie", "vérifie", "mesure", "demande", "discute", "prévoit", "conserve", "partage", "réduit",
        "explique", "inscrit au contrat", "reporte", "fait relire")  # fmt: skip
WHAT = ("le relevé des consommations", "la liste des subventions", "le registre des traitements", "le plan de charge",
        "la clause de réversibilité", "le calendrier d'extinction", "le coût par habitant", "la carte des réseaux",
        "le délai de réponse", "le tableau de bord", "la durée de conservation", "le niveau de service")  # fmt: skip
WHEN = ("avant le vote", "chaque trimestre", "au printemps", "dès la première réunion", "après la relève",
        "en fin de contrat", "sans attendre l'audit", "une fois par mandat", "à la demande du maire")  # fmt: skip
WHY = ("pour que chacun puisse refaire le calcul", "parce que la facture en dépend", "afin de rester libre de changer",
       "car une moyenne cache les petites communes", "pour rendre compte aux habitants",
       "ce qui évite un avenant coûteux", "et garde la trace de la décision")  # fmt: skip


def sentence(random: Random) -> str:
    words = f"{random.choice(WHO)} {random.choice(DOES)} {random.choice(WHAT)} {random.choice(WHEN)}"
    if random.random() < 0.6:
        words += f", {random.choice(WHY)}"
    return f"{words[0].upper()}{words[1:]}."


def paragraph(random: Random) -> str:
    said = [sentence(random) for _ in range(random.randint(3, 6))]
    if random.random() < 0.5:
        said[-1] = f"{said[-1][:-1]} [@source-{random.randrange(SOURCES)}]."
    if random.random() < 0.4:
        said.append(f"Le gain atteint {{{{ figure.gain-{random.randrange(FIGURES)} }}}} du total.")
    if random.random() < 0.3:
        said.append(
            f"À {{{{ territory.name }}}}, la notion de terme{random.randrange(TERMS)} s'applique aussi."
        )
    return " ".join(said)


def bullets(random: Random) -> str:
    return "\n".join(f"- **{random.choice(WHAT).capitalize()}** : {sentence(random)}" for _ in range(4))


def table(random: Random) -> str:
    rows = [
        f"| {random.choice(WHAT)} | {random.randrange(1, 900)} | {random.randrange(1, 99)} % |"
        for _ in range(5)
    ]
    return "\n".join(["| Mesure | Valeur | Part |", "|---|---:|---:|", *rows])


def admonition(random: Random) -> str:
    return f'!!! example "Un exemple"\n\n    {paragraph(random)}\n\n    {paragraph(random)}'


def folded(random: Random) -> str:
    return f'??? question "À vous"\n\n    {paragraph(random)}'


def passage(random: Random) -> str:
    return f"::: audience elus\n{paragraph(random)}\n:::"


BLOCKS: tuple[Callable[[Random], str], ...] = (
    paragraph, paragraph, bullets, paragraph, admonition, table, paragraph, passage, folded,
)  # fmt: skip


def lesson(random: Random, number: int, last: int) -> str:
    """One lesson of about `LESSON_BYTES` bytes, the `number`-th of `last`."""
    follow = (
        f"Suite : [la leçon suivante]({number + 1:02}-lecon.md)."
        if number < last
        else "Suite : [le quiz](quiz.md)."
    )
    out = [
        "---",
        f"id: lecon-{number}",
        f"kind: {'notion' if number < last else 'deliverable'}",
        f'title: "Leçon {number} : {random.choice(WHAT)}"',
        f"minutes: {LESSON_MINUTES}",
        f"objectives: [{f'but-{number % 2}' if number < last else 'but-0, but-1'}]",
        "---\n",
        f"{paragraph(random)} Voir [[terme-{random.randrange(TERMS)}]].\n",
    ]
    size = sum(len(line.encode()) + 1 for line in out)
    step = 0
    while size < LESSON_BYTES - 300:
        if step % 4 == 0:
            block = f"## {random.choice(WHAT).capitalize()}, point {step // 4 + 1}\n\n{paragraph(random)}\n"
        else:
            block = f"{BLOCKS[(step + number) % len(BLOCKS)](random)}\n"
        out.append(block)
        size += len(block.encode()) + 1
        step += 1
    return "\n".join([*out, follow, ""])


def quiz(random: Random, module: str, previous: str | None) -> str:
    """Eight questions, of the two kinds that weigh most on a page; the last recalls the module before."""
    lines = [f"id: {module}-quiz", 'title: "Ce que vous retenez"', f"minutes: {QUIZ_MINUTES}", "questions:"]
    for number in range(8):
        lines += [
            f"  - id: {module}-question-{number}",
            f"    kind: {'multiple' if number % 2 else 'single'}",
            f"    objective: but-{number % 2}",
            f'    prompt: "Question {number + 1} : {sentence(random)} Que faire ?"',
            f'    explanation: "{sentence(random)} [@source-{random.randrange(SOURCES)}]"',
            *([f"    recall: {previous}"] if previous and number == 7 else []),
            "    choices:",
        ]
        for choice in range(4):
            right = ", correct: true" if choice == 0 else ""
            said = json.dumps(f"{choice + 1}. {sentence(random)}", ensure_ascii=False)
            told = json.dumps(sentence(random), ensure_ascii=False)
            lines.append(f"      - {{id: choix-{choice}, text: {said}{right}, feedback: {told}}}")
    return "\n".join([*lines, ""])


def module_yml(name: str, minutes: int, previous: str | None) -> str:
    return (
        f"id: {name}\n"
        f'title: {{fr: "Module {name}"}}\n'
        'summary: {fr: "Un module synthétique, pour mesurer le générateur."}\n'
        f"minutes: {minutes}\n"
        f"prerequisites: [{previous or ''}]\n"
        "objectives:\n"
        '  - {id: but-0, verb: comparer, statement: {fr: "comparer deux offres"}, competence: "1.2"}\n'
        '  - {id: but-1, verb: calculer, statement: {fr: "calculer un coût par habitant"}, competence: "5.2"}\n'
    )


def figures_yml() -> str:
    values = (
        f"  gain-{number}: {{value: {0.1 * (number + 1):.1f}, style: percent, decimals: 1}}"
        for number in range(FIGURES)
    )
    return "\n".join(["model: exercises/mesure/mesure.py", "figures:", *values, ""])


MODEL = f'''"""Numbers of a synthetic course."""


def figures() -> dict[str, float]:
    return {{f"gain-{{number}}": round(0.1 * (number + 1), 1) for number in range({FIGURES})}}
'''


def course_yml(modules: list[str]) -> str:
    lines = [
        "id: mesure",
        'title: {fr: "Cours de mesure"}',
        'tagline: {fr: "Un grand cours synthétique."}',
        'version: "1"',
        "updated: 2026-11-23",
        "languages: [fr]",
        "audiences:",
        '  - {id: elus, slug: {fr: elus}, name: {fr: "Élues et élus"}, invitation: {fr: "Je décide."}, reading: {words_per_sentence: 16}}',
        "themes:",
    ]
    for start in range(0, len(modules), MODULES_PER_THEME):
        name = f"theme-{start // MODULES_PER_THEME + 1}"
        lines += [
            f"  - id: {name}",
            f"    slug: {name}",
            f'    title: {{fr: "Thème {start // MODULES_PER_THEME + 1}"}}',
            '    summary: {fr: "Dix modules au plus."}',
            f"    modules: [{', '.join(modules[start : start + MODULES_PER_THEME])}]",
        ]
    return "\n".join([*lines, ""])


def references_yml(cited: set[int]) -> str:
    """The sources that the course cites: a source cited nowhere would be told as a fault."""
    return "".join(
        f"source-{number}:\n"
        f'  title: {{fr: "Rapport {number} sur les services publics locaux"}}\n'
        '  publisher: "Observatoire de mesure"\n'
        f'  address: "https://example.org/rapport/{number}"\n'
        "  confidence: known\n  as_of: 2026-11-23\n  review_by: 2099-11-23\n"
        for number in sorted(cited)
    )


def cited_in(folder: Path) -> set[int]:
    """Numbers of the sources cited below a folder, and of the one that the territory rests on."""
    texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.*") if path.is_file())
    return {0}.union(int(number) for text in texts for number in re.findall(r"@source-(\d+)", text))


def glossary_yml(random: Random) -> str:
    return "".join(
        f'terme-{number}:\n  name: "terme{number}"\n  forms: ["termes{number}"]\n'
        f"  definition: {json.dumps(sentence(random), ensure_ascii=False)}\n"
        for number in range(TERMS)
    )


TERRITORIES = """\
"200000001":
  name: "Territoire de mesure"
  kind: cc
  vintage: "2026"
  reference: source-0
  members:
    - {insee: "99001", name: "Grande", municipal: 9000, total: 9100}
    - {insee: "99002", name: "Moyenne", municipal: 900, total: 910}
    - {insee: "99003", name: "Petite", municipal: 90, total: 91}
"""
EDITIONS = 'default:\n  title: {fr: "Cours de mesure"}\n  territory: "200000001"\n  role: learner\n'


def make_course(folder: Path, lessons: int, seed: int = 2026) -> Path:
    """Write a project of `lessons` lesson pages into `folder` (made anew), and give it back.

    The look is the real one, copied from this project, so that the folder builds by itself.
    """
    random = Random(seed)  # noqa: S311  (words of a synthetic course, not a secret)
    shutil.rmtree(folder, ignore_errors=True)
    modules: list[str] = []
    for start in range(0, lessons, LESSONS_PER_MODULE):
        count = min(LESSONS_PER_MODULE, lessons - start)
        name = f"m{len(modules) + 1}"
        home = folder / "course" / f"{name}-mesure"
        for number in range(1, count + 1):
            write(home / f"{number:02}-lecon.fr.md", lesson(random, number, count))
        previous = modules[-1] if modules else None
        write(home / "quiz.fr.yml", quiz(random, name, previous))
        minutes = count * LESSON_MINUTES + QUIZ_MINUTES
        write(home / "module.yml", module_yml(name, minutes, previous))
        write(home / "figures.yml", figures_yml())
        modules.append(name)
    write(folder / "course" / "course.yml", course_yml(modules))
    write(folder / "course" / "references.yml", references_yml(cited_in(folder / "course")))
    write(folder / "course" / "glossary.fr.yml", glossary_yml(random))
    write(folder / "course" / "territories.yml", TERRITORIES)
    write(folder / "exercises" / "mesure" / "mesure.py", MODEL)
    write(folder / "site_config" / "editions.yml", EDITIONS)
    for name in ("mkdocs.yml", "site_config/site.yml", "site_config/hooks.py"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "site_config" / "theme", folder / "site_config" / "theme")
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description="Write a synthetic course of N lessons.")
    parser.add_argument("lessons", type=int, metavar="N", help="how many lesson pages")
    parser.add_argument("folder", type=Path, help="where to write it; what stands there is removed")
    options = parser.parse_args()
    make_course(options.folder, options.lessons)


if __name__ == "__main__":
    main()
