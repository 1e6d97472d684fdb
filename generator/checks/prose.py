"""What a lesson's Markdown may hold: safe, accessible, and bounded."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from pathlib import PurePosixPath

from generator import texts
from generator.checks.texts_of import Text, notebook_texts, texts_of
from generator.diagnostics import Diagnostic, Place, did_you_mean, listed
from generator.model import Course

_NO_TAGS = frozenset({"quiz", "glossary", "story"})
"""Texts that are rendered with raw HTML off."""
_PLAIN_TAG = re.compile(r"^</?(?:kbd|sub|sup|abbr|br|small)\s*/?>$")
_COMMENT = re.compile(r"^<!--")
_ATTRIBUTES = re.compile(r"\{:?\s*[#.][^{}\n]*\}|\{:?[^{}\n]*=[^{}\n]*\}|\{:[^{}\n]*\}")
_TASK = re.compile(r"^\s*[-*+]\s+\[[ xX]\]\s", re.MULTILINE)
# Definitions work inside lists, quotations, notes and admonitions too, whatever their margin.
_DEFINITION = re.compile(
    r"^(?:[ \t>]|[-*+:](?=[ \t])|\d+[.)](?=[ \t])|\[\^[^\]\n]+\]:)*(\[(?!\^)[^\]\n]+\]:\s*\S+)", re.MULTILINE
)
_UNDERLINED = re.compile(r"^(?=.*[^\s|:=-]).+\n[ ]{0,3}(=+|-+)[ \t]*$", re.MULTILINE)
_GLUED = re.compile(r"^(#{1,6})[^#\s].*$", re.MULTILINE)
_WORDLESS = re.compile(r"^(#{1,6})[ \t#]*$", re.MULTILINE)
_SAFE_SCHEMES = ("http://", "https://", "mailto:")
_SCRIPTED_SVG = re.compile(
    rb"<script|\son[a-z]+\s*=|javascript:|<foreignObject|<!ENTITY|href\s*=\s*[\"'](?!#)", re.IGNORECASE
)


def markup(course: Course) -> Iterator[Diagnostic]:
    """raw-html: HTML, attribute lists and task lists in texts."""
    for text in texts_of(course):
        if text.scope in _NO_TAGS:
            yield from _tags(text)
            continue  # attributes and tasks are text there, and read as such
        yield from _tags(text)
        for token in texts.marks(text.text, "fence"):
            if "{" in token.text.split("\n", maxsplit=1)[0]:
                yield Diagnostic("raw-html", "attributes of a block of code are not accepted", text.at(token.start, 3),
                                 "write the language alone after ```")  # fmt: skip
        yield from _forbidden_markup(text)
        yield from _stray_code(text)


def _tags(text: Text) -> Iterator[Diagnostic]:
    opened: set[str] = set()
    for token in texts.marks(text.text, "html"):
        tag = token.text.split("\n", maxsplit=1)[0]
        plain = _PLAIN_TAG.match(token.text) and text.scope not in _NO_TAGS
        if plain or tag.removeprefix("</").removesuffix(">").strip() in opened:
            continue  # an element is told once, where it opens
        opened.update(re.findall(r"^<([A-Za-z]\w*)", tag))
        what = "a comment" if _COMMENT.match(tag) else f"the tag '{tag[:40]}'"
        hint = "use Markdown; accepted tags: <kbd>, <sub>, <sup>, <abbr>, <br>, <small>"
        if text.scope in _NO_TAGS:
            hint = "use Markdown: here a tag is shown as it is written"
        if not token.text.endswith(">"):
            hint = "put a space after '<', or write \\<, when it is no tag"
        yield Diagnostic("raw-html", f"{what} is not accepted", text.at(token.start, len(tag)), hint)


def _forbidden_markup(text: Text) -> Iterator[Diagnostic]:
    bare = texts.without_code(text.text)
    for found in _ATTRIBUTES.finditer(bare):
        yield Diagnostic("raw-html", "attribute lists are not accepted", text.at(found.start(), len(found.group())),
                         "remove it: the theme sets the look")  # fmt: skip
    for found in _TASK.finditer(bare):
        start = found.end() - len(found.group().lstrip())
        yield Diagnostic("raw-html", "task lists are not accepted", text.at(start, found.end() - start),
                         "use a plain list: check boxes without a name cannot be used with a screen reader")  # fmt: skip


def _stray_code(text: Text) -> Iterator[Diagnostic]:
    if (offset := texts.stray_fence(text.text)) is not None:
        yield Diagnostic("raw-html", "this mark opens or closes no block of code", text.at(offset, 3),
                         "open with ``` (and a language if need be) alone on its line, close with ``` at the same margin")  # fmt: skip
    elif (offset := texts.stray_tick(text.text)) is not None:
        yield Diagnostic("raw-html", "this backtick is alone on its line", text.at(offset),
                         "close the code on the same line, or write \\` for a backtick")  # fmt: skip


def links(course: Course) -> Iterator[Diagnostic]:
    """unsafe-link: only relative addresses, http(s) and mailto."""
    for text in texts_of(course):
        for target, offset in texts.targets(text.text):
            if not _safe(target):
                yield Diagnostic("unsafe-link", f"the address '{target[:60]}' is not accepted", text.at(offset, len(target)),
                                 "use a relative address, https:// or mailto:")  # fmt: skip
        for found in _DEFINITION.finditer(texts.without_code(text.text)):
            yield Diagnostic("unsafe-link", "link definitions are not accepted", text.at(found.start(1), len(found.group(1))),
                             "write the address in the link: [text](address)")  # fmt: skip


def _safe(target: str) -> bool:
    # Engines drop control characters and decode entities before a browser sees the scheme.
    bare = re.sub(r"[\x00-\x20<>]", "", target.split('"', maxsplit=1)[0]).lower()
    if "&" in bare.split("/")[0].split("?")[0].split("#")[0]:
        return False
    return bare.startswith(_SAFE_SCHEMES) or (
        ":" not in bare.split("/")[0].split("#")[0] and not bare.startswith("/")
    )


def images(course: Course) -> Iterator[Diagnostic]:
    """missing-alt, unknown-image, and pictures that could run a script."""
    for text in texts_of(course):
        for token in texts.marks(text.text, "image"):
            found = texts.IMAGE.fullmatch(token.text)
            place = text.at(token.start, len(token.text))
            if found and not found.group(1).strip():
                yield Diagnostic("missing-alt", "this image has no text alternative", place,
                                 "say between [ and ] what it teaches: ![what it shows](images/name.svg)")  # fmt: skip
            folder = f"course/{text.module.slug}/images" if text.module else ""
            told = found and {folder, f"{folder}/{PurePosixPath(found.group(2)).name}"} & course.broken
            if found and not told and (fault := _image_fault(text, found.group(2), place)):
                yield fault
    for module in course.modules_in_order:
        for name, content in module.images.items():
            if name.lower().endswith(".svg") and _SCRIPTED_SVG.search(content):
                yield Diagnostic("raw-html", f"'{name}' holds a script or a link to another file",
                                 Place(f"course/{module.slug}/images/{name}"), "save it as a plain SVG")  # fmt: skip
            elif not _is_image(name, content):
                what = (
                    "the file is empty"
                    if not content
                    else f"this is not what '{PurePosixPath(name).suffix}' announces"
                )
                yield Diagnostic("unknown-image", what, Place(f"course/{module.slug}/images/{name}"),
                                 "save the picture again in that format, or give the file the ending of its own")  # fmt: skip


def _is_image(name: str, content: bytes) -> bool:
    """Whether the first bytes are those of the format that the name announces: browsers show nothing else."""
    match PurePosixPath(name).suffix.lower():
        case ".png":
            return content.startswith(b"\x89PNG\r\n\x1a\n")
        case ".jpg" | ".jpeg":
            return content.startswith(b"\xff\xd8\xff")
        case ".webp":
            return content[:4] == b"RIFF" and content[8:12] == b"WEBP"
        case _:
            return re.search(rb"<(?:\w+:)?svg[\s>/]", content[:20_000]) is not None


def _image_fault(text: Text, target: str, place: Place) -> Diagnostic | None:
    images = text.module.images if text.module else {}
    path = PurePosixPath(target.replace("\\", "/"))
    if path.parent == PurePosixPath("images") and path.name in images and "\\" not in target:
        return None
    if text.scope == "notebook":
        return Diagnostic(
            "unknown-image", "a notebook is one file: it has no images", place, "draw with atelier, in a cell"
        )
    there = [f"images/{name}" for name in images]
    hint = f"did you mean 'images/{path.name}'?" if path.name in images else did_you_mean(
        target, there, otherwise=f"images of the module: {listed(there)}" if there else "put it in images/ beside the lesson",
    )  # fmt: skip
    return Diagnostic("unknown-image", f"'{target}' is not an image of the module", place, hint)


def headings(course: Course) -> Iterator[Diagnostic]:
    """heading-jump: level 2 first, then one level at a time, over the whole page."""
    for text in texts_of(course):
        if text.scope in {"lesson", "notes", "page", "notebook"}:
            yield from _unclear_headings(text)
    for module in course.modules_in_order:
        for lessons in module.lessons.values():
            for lesson in lessons:
                level = 1
                for passage in lesson.passages:
                    text = Text(passage.text, passage.place, True, "lesson", "", module, {})
                    level = yield from _headings(text, level)
        for notes in module.notes.values():
            yield from _headings(Text(notes.text, notes.place, True, "notes", "", module, {}), 1)
    for language_pages in course.pages.values():
        for page in language_pages:
            yield from _headings(Text(page.text, page.place, True, "page", "", None, {}), 1)
    level, path = 1, ""
    for text in notebook_texts(course):
        level, path = (level if text.place.path == path else 1), text.place.path
        level = yield from _headings(text, level)


def _unclear_headings(text: Text) -> Iterator[Diagnostic]:
    """Headings that engines see and a reader of the source may not."""
    bare = texts.without_code(text.text)
    for found in _UNDERLINED.finditer(bare):
        yield Diagnostic("heading-jump", "this line makes a heading of the one above", text.at(found.start(1), len(found.group(1))),
                         "write headings as '## Title', or put a blank line before a rule")  # fmt: skip
    for found in _WORDLESS.finditer(bare):
        yield Diagnostic("heading-jump", "this heading has no words", text.at(found.start(), len(found.group(1))),
                         "write them after the '#', or remove the line")  # fmt: skip
    for found in _GLUED.finditer(bare):
        yield Diagnostic("heading-jump", "this line is a heading for some engines, a text for others", text.at(found.start(), len(found.group(1))),
                         "put a space after '#', or write \\# for the sign")  # fmt: skip


def _headings(text: Text, level: int) -> Generator[Diagnostic, None, int]:
    seen: set[int] = set()
    for token in texts.tokens(text.text):
        if not token.heading:
            continue
        # A heading that holds a link or a fact is several tokens: it is looked at once, as a line.
        line = text.text.rfind("\n", 0, token.start) + 1
        found = texts.HEADING.match(text.text[line:].split("\n", maxsplit=1)[0])
        if found is None or line in seen:
            continue
        seen.add(line)
        now = len(found.group(1))
        place = text.at(line, now)
        if now == 1:
            yield Diagnostic("heading-jump", "level 1 is the page's title", place, "begin with '##'")
        elif now > level + 1:
            yield Diagnostic(
                "heading-jump",
                f"level {now} comes right after level {level}",
                place,
                f"use '{'#' * (level + 1)}'",
            )
        level = max(now, 2)
    return level


def bounds(course: Course) -> Iterator[Diagnostic]:
    """too-hostile in the texts of YAML files (those of Markdown files are bounded before they are read)."""
    for text in texts_of(course):
        if not text.exact and (bound := texts.hostile(text.text)):
            yield Diagnostic("too-hostile", bound[2], text.place, "cut it in pieces")
