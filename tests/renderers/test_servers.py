"""What web servers are told: each in its own words, the same policy everywhere, JupyterLite's under its folder only."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from support.courses import edition, sound_course
from support.headers import headers_for, rules_of

from generator.model import Edition
from generator.renderers import servers
from generator.renderers.common import policy

OWN = ("apache.conf", "Caddyfile", "nginx.conf")
DOCS = Path(__file__).parents[2] / "docs"
LIMIT_OF_RULES, LIMIT_OF_A_LINE = (
    100,
    2000,
)  # of Cloudflare Pages, the narrowest of the hosts that read `_headers`


def standing_at(home: str) -> Edition:
    chosen = edition(sound_course())
    return replace(chosen, site=replace(chosen.site, home=home))


@pytest.fixture(scope="module", params=["", "https://formation.val.example/", "https://val.example/a/b"])
def chosen(request: pytest.FixtureRequest) -> Edition:
    return standing_at(request.param)


def root_of(chosen: Edition) -> str:
    return "/a/b/" if chosen.site.home.endswith("/a/b") else "/"


def texts_of(chosen: Edition) -> dict[str, str]:
    trees = {**servers.published(chosen), **servers.beside(chosen)}
    return {path.as_posix(): data.decode() for path, data in trees.items()}


# --- the policy itself ----------------------------------------------------------------------------------


def directives(text: str) -> dict[str, set[str]]:
    return {name: set(values) for name, *values in (part.split() for part in text.split("; "))}


@pytest.mark.parametrize("text", [*sorted(policy.PAGES), policy.SITE_HEADER])
def test_no_page_of_ours_may_run_what_is_written_in_it_or_reach_another_host(text: str) -> None:
    allowed = directives(text)
    assert allowed["default-src"] == allowed["base-uri"] == allowed["form-action"] == {"'none'"}
    everything = set().union(*allowed.values())
    assert everything <= {"'none'", "'self'", "data:", "'wasm-unsafe-eval'"}
    assert "data:" not in allowed.get("script-src", set()) | allowed.get("style-src", set())


def test_what_a_server_says_forbids_nothing_that_a_page_needs() -> None:
    """Browsers apply both policies: the server's must allow whatever any page's own does."""
    ceiling = directives(policy.SITE_HEADER)
    for text in policy.PAGES:
        for name, values in directives(text).items():
            assert values <= ceiling[name] | {"'none'"}
    assert ceiling.pop("frame-ancestors") == {"'none'"}
    assert set(ceiling) == set(directives(policy.PYTHON))


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("theme.md", [policy.PLAIN, policy.PAGE, policy.PYTHON]),
        ("exercise-runtime.md", [policy.NOTEBOOKS]),
        ("deploying.md", [policy.SITE_HEADER, policy.NOTEBOOKS_HEADER, *policy.HEADERS.values()]),
    ],
)
def test_the_documents_say_the_policy_as_it_is(name: str, texts: list[str]) -> None:
    written = (DOCS / name).read_text("utf-8")
    for text in texts:
        assert text in written


# --- `_headers`, for hosts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", policy.SITE_HEADER),
        ("404.html", policy.SITE_HEADER),
        ("fr/", policy.SITE_HEADER),
        ("fr/elus/alpha/quiz/", policy.SITE_HEADER),
        ("runtime/worker.js", policy.SITE_HEADER),
        ("cahier/fr/elus/index.html", policy.SITE_HEADER),
        ("territories/index.json", policy.SITE_HEADER),
        ("offline/core.json", policy.SITE_HEADER),
        ("lite/notebooks/index.html?path=a/a.fr.ipynb", policy.NOTEBOOKS_HEADER),
        ("lite/build/1036.0d1f109.js", policy.NOTEBOOKS_HEADER),
    ],
)
def test_an_address_gets_one_policy_from_a_host(chosen: Edition, address: str, expected: str) -> None:
    rules = rules_of(texts_of(chosen)["_headers"])
    sent = headers_for(root_of(chosen) + address, rules)
    assert sent.pop(policy.CSP) == expected
    assert sent == policy.HEADERS


def test_the_worker_is_asked_again_at_each_visit(chosen: Edition) -> None:
    sent = headers_for(f"{root_of(chosen)}sw.js", rules_of(texts_of(chosen)["_headers"]))
    assert (sent[policy.CSP], sent["Cache-Control"]) == (policy.SITE_HEADER, policy.FRESH)


def test_every_folder_of_the_site_is_named(chosen: Edition) -> None:
    rules = rules_of(texts_of(chosen)["_headers"])
    for variant in chosen.variants:
        sent = headers_for(f"{root_of(chosen)}{variant.path}/assets/stylesheets/main.57a0d79d.min.css", rules)
        assert (sent[policy.CSP], sent["Cache-Control"]) == (policy.SITE_HEADER, policy.FOREVER)


def test_hosts_read_it_whole(chosen: Edition) -> None:
    text = texts_of(chosen)["_headers"]
    assert len(rules_of(text)) <= LIMIT_OF_RULES
    assert max(map(len, text.splitlines())) <= LIMIT_OF_A_LINE
    assert all(rule.place.count("*") == rule.place.endswith("*") for rule in rules_of(text))


# --- servers of one's own ---------------------------------------------------------------------------------


def test_what_is_published_and_what_is_not(chosen: Edition) -> None:
    assert set(servers.published(chosen)) == {
        PurePosixPath("_headers"),
        PurePosixPath(".htaccess"),
        PurePosixPath("lite/.htaccess"),
    }
    assert {path.as_posix() for path in servers.beside(chosen)} == set(OWN)


def test_without_exercises_there_is_no_folder_of_jupyterlite(chosen: Edition) -> None:
    bare = tuple(
        replace(v, parts=tuple(replace(p, chapters=tuple(replace(c, worksheets=()) for c in p.chapters)) for p in v.parts))
        for v in chosen.variants
    )  # fmt: skip
    assert PurePosixPath("lite/.htaccess") not in servers.published(replace(chosen, variants=bare))


@pytest.mark.parametrize("name", OWN)
def test_a_server_is_told_all_of_it(chosen: Edition, name: str) -> None:
    text = texts_of(chosen)[name]
    assert text.count(f'"{policy.SITE_HEADER}"') == text.count(f'"{policy.NOTEBOOKS_HEADER}"') == 1
    for header, value in policy.HEADERS.items():
        assert re.search(rf'\b{header} "{re.escape(value)}"', text)
    for value in (policy.FRESH, policy.FOREVER, policy.DIGESTED, *policy.TYPES.values()):
        assert value in text
    assert f"{root_of(chosen)}404.html" in text
    assert f"{root_of(chosen)}lite" in text
    assert (chosen.site.home.split("/")[2] if chosen.site.home else "formation.exemple.fr") in text


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_braces_close_what_they_open(chosen: Edition, name: str) -> None:
    depth = 0
    for line in texts_of(chosen)[name].splitlines():
        bare = re.sub(r"\"[^\"]*\"|`[^`]*`|#.*", "", line)
        depth += bare.count("{") - bare.count("}")
        assert depth >= 0
        assert name != "nginx.conf" or not bare.strip() or bare.strip()[-1] in "{};"
    assert depth == 0


@pytest.mark.parametrize("name", ["apache.conf", ".htaccess", "lite/.htaccess"])
def test_sections_close_what_they_open(chosen: Edition, name: str) -> None:
    opened: list[str] = []
    for mark, section in re.findall(r"^\s*<(/?)(\w+)", texts_of(chosen)[name], re.MULTILINE):
        if mark:
            assert opened.pop() == section
        else:
            opened.append(section)
    assert opened == []


def test_apache_gives_jupyterlite_its_own_policy_in_its_own_folder(chosen: Edition) -> None:
    texts = texts_of(chosen)
    assert f'Header always set {policy.CSP} "{policy.SITE_HEADER}"' in texts[".htaccess"]
    assert f'Header always set {policy.CSP} "{policy.NOTEBOOKS_HEADER}"' in texts["lite/.htaccess"]
    assert policy.NOTEBOOKS_HEADER not in texts[".htaccess"]


@pytest.mark.parametrize("name", [*OWN, ".htaccess"])
def test_what_is_long_to_fetch_is_compressed(chosen: Edition, name: str) -> None:
    text = texts_of(chosen)[name]
    for kind in ("application/wasm", "application/json", "text/css", *policy.TYPES.values()):
        assert re.search(rf"(DEFLATE|gzip_types|header Content-Type) .*\b{kind}\b", text)
    # nginx compresses it always, and warns of its name.
    assert len(re.findall(r"_types .*text/html", text)) == 0


@pytest.mark.parametrize("name", ["apache.conf", ".htaccess"])
def test_apache_knows_a_file_again_that_it_compressed(chosen: Edition, name: str) -> None:
    rule = re.search(r'RequestHeader edit\* If-None-Match "(.+)" "(.+)"\n', texts_of(chosen)[name])
    assert rule is not None
    before, after = (text.replace(r"\"", '"') for text in rule.groups())
    assert '"7f6a-66150ca73738b-gzip"'.replace(before, after) == '"7f6a-66150ca73738b"'


def test_apache_of_ones_own_reads_no_file_twice_and_lists_no_folder(chosen: Edition) -> None:
    """Where the server forbids `.htaccess` by saying nothing, ours would make every page an error."""
    assert "AllowOverride None" in texts_of(chosen)["apache.conf"]
    assert "Options -Indexes" in texts_of(chosen)["apache.conf"]


@pytest.mark.parametrize("name", OWN)
def test_a_site_under_a_path_is_said_to_stand_in_its_folder(chosen: Edition, name: str) -> None:
    root = root_of(chosen)
    assert (f"/var/www/parcours{root}, since" in texts_of(chosen)[name]) == (root != "/")


def test_nginx_says_every_header_in_one_place(chosen: Edition) -> None:
    """A `location` with an `add_header` of its own would lose all those around it."""
    locations = re.findall(r"location [^{]*\{(.*?)\n    \}", texts_of(chosen)["nginx.conf"], re.DOTALL)
    assert len(locations) == 1 + len(policy.TYPES)
    assert not [location for location in locations if "add_header" in location]


def test_two_sites_of_one_nginx_share_no_variable(chosen: Edition) -> None:
    """They are those of the whole server: the last site included would say the policy and the caching of all."""

    def variables(site: Edition) -> set[str]:
        return set(re.findall(r"^map \$uri (\$\w+) \{", texts_of(site)["nginx.conf"], re.MULTILINE))

    text = texts_of(chosen)["nginx.conf"]
    assert variables(chosen) == set(re.findall(r"add_header [\w-]+ (\$\w+) always;", text))
    assert len(variables(chosen)) == 2
    elsewhere = replace(chosen, site=replace(chosen.site, home="https://autre.example/"))
    for other in (
        elsewhere,
        replace(chosen, spec=replace(chosen.spec, name="val-2")),
        replace(chosen, course="autre"),
    ):
        assert not variables(chosen) & variables(other)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("bundle.a5f9d56c.min.js", True),
        ("main.57a0d79d.min.css", True),
        ("1036.0d1f109.js", True),
        ("lunr.de.min.js", False),
        ("first.js", False),
        ("sw.js", False),
        ("index.html", False),
        ("manifest.0d1f109.json", False),
    ],
)
def test_only_names_that_change_with_their_contents_are_kept_for_ever(name: str, kept: bool) -> None:
    assert bool(re.search(policy.DIGESTED, f"/fr/elus/assets/{name}")) == kept
