"""The JSON Schemas that editors use: made from the shapes, kept in the project, true of the course."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from generator.reading import schemas
from generator.reading.marks import load_yaml

FILES = {
    "course": ["course/course.yml"],
    "module": ["course/*/module.yml"],
    "quiz": ["course/*/quiz.*.yml"],
    "figures": ["course/*/figures.yml"],
    "exercise": ["exercises/*/exercise.yml"],
    "references": ["course/references.yml", "course/*/references.yml"],
    "glossary": ["course/glossary.*.yml", "course/*/glossary.*.yml"],
    "obligations": ["course/obligations.yml"],
    "territories": ["tests/courses/sound/course/territories.yml"],
    "editions": ["site_config/editions.yml"],
    "site": ["site_config/site.yml"],
}


def test_the_schemas_in_the_project_are_those_of_the_shapes(root: Path) -> None:
    there = {p.name: p.read_text(encoding="utf-8") for p in (root / "docs" / "schemas").glob("*.json")}
    assert there == dict(schemas()), "run: parcours schemas --out docs/schemas"


@pytest.mark.parametrize("name", FILES)
def test_the_course_is_valid_for_an_editor_too(name: str, root: Path) -> None:
    schema = json.loads(schemas()[f"{name}.schema.json"])
    found = [path for pattern in FILES[name] for path in sorted(root.glob(pattern))]
    assert found
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    for path in found:
        data = load_yaml(path.read_text(encoding="utf-8"), path.name).data
        kind(schema).validate(data)


def test_a_misspelt_field_is_refused_by_the_schema() -> None:
    schema = json.loads(schemas()["site.schema.json"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"autority": "Dijon"}, schema)
