"""The shapes of an exercise and of the front matter of its notebooks (see `shapes`)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from generator.reading.shapes import FILE_FORM, ID_FORM, Digest, Id, Minutes, Shape, Text, Words


class DataShape(Shape):
    """A file of `data/` and where it comes from."""

    file: Annotated[str, Field(pattern=FILE_FORM, max_length=120, description="name of a file of data/")]
    source: Annotated[str, Field(pattern=ID_FORM, description="id of a source of references.yml")]
    licence: Text


class ExerciseShape(Shape):
    id: Id
    module: Annotated[str, Field(pattern=ID_FORM, description="id of the module it belongs to")]
    title: Words
    summary: Words
    minutes: Minutes
    objectives: Annotated[list[Id], Field(min_length=1, description="objectives of the module it exercises")]
    data: list[DataShape] = []
    territory: Annotated[
        str,
        Field(
            max_length=120,
            description="the file of data/ that holds a territory: the reader's own takes its place",
        ),
    ] = ""


class KernelShape(Shape):
    name: Literal["python3"]
    display_name: Text
    language: Literal["python"] = "python"


class NotebookShape(Shape):
    """Front matter of a notebook: what Jupyter needs to open it, and the digest of a translation."""

    jupytext: dict[str, Any]
    kernelspec: KernelShape
    source_digest: Digest = ""
