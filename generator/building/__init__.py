"""Tree → files: the only room that writes, starts a program or looks at the machine.

Lives here, one thing per module: faults of the machine and of the engines (`faults`), writing (`files`), changing a
published site in one step (`exchange`), one build at a time (`locks`), running an engine (`engines`), what an engine
must not have let through (`mending`, `audit`), what a page waits for before it shows (`lightening`, `pruning`), parts of a
site that other programs make (`annexes`), the order of a build
(`site`), from course to trees (`compose`), a build with nothing to do (`unchanged`), the plain `mkdocs`
commands at the root (`preview`), scaffolds (`scaffold`), digests of translations (`translations`), running the
exercises' notebooks in a closed room (`exercises`, `notebook_guard`, `notebook_faults`), their archives (`archives`),
the browser's Python and its packages (`runtime`, `wheels`), JupyterLite (`lite`). This file imports none of them: a
command pays for those it uses.
May not live here: what a page says (see `renderers`), what is wrong with a course (see `checks`), printing.
MkDocs and Zensical are programs that run beside us; they are never imported.
"""
