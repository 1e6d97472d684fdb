"""What the publishing authority says of itself: `site_config/site.yml`, its shapes and its reading.

Overlays give the same values for their own edition. May not live here: what the pages make of them (see
`renderers.legal`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.diagnostics import Place
from generator.model import AccessibilityAction, AccessibilityPlan, Site
from generator.reading.files import Files
from generator.reading.shapes import ADDRESS_FORM, Day, Shape, Text

_LONGEST = 3
"""Years that a multi-year plan may last (decree 2019-768, article 8)."""

Year = Annotated[int, Field(ge=2019, le=2100, description="a year, as in 2027")]


class AuditShape(Shape):
    date: Day
    state: Literal["non-conforme", "partiellement-conforme", "totalement-conforme"]
    rate: Annotated[float, Field(ge=0, le=100)]
    auditor: Text
    report: Annotated[str, Field(pattern=ADDRESS_FORM)] = ""


class ActionShape(Shape):
    year: Year
    what: Annotated[str, Field(min_length=1, max_length=300)]
    when: Annotated[str, Field(max_length=80, description="in words: 'first quarter', 'June'")] = ""
    state: Literal["planned", "under-way", "done"] = "planned"


class PlanShape(Shape):
    first: Annotated[Year, Field(description="first year of the plan")]
    last: Annotated[Year, Field(description="last year of the plan: three years at most")]
    referent: Annotated[str, Field(min_length=1, max_length=200, description="who answers for accessibility")]
    means: Annotated[
        str, Field(max_length=2000, description="people, training, budget, in a few sentences")
    ] = ""
    address: Annotated[
        str, Field(pattern=ADDRESS_FORM, description="where the whole plan is published, if elsewhere")
    ] = ""
    actions: Annotated[list[ActionShape], Field(default_factory=list, max_length=100)]

    @model_validator(mode="after")
    def _years_fit(self) -> PlanShape:
        if not self.first <= self.last < self.first + _LONGEST:
            raise ValueError(f"a plan lasts from one to {_LONGEST} years, not {self.first} to {self.last}")
        for action in self.actions:
            if not self.first <= action.year <= self.last:
                raise ValueError(
                    f"the action of {action.year} is outside the plan's years, {self.first} to {self.last}"
                )
        return self


class SiteShape(Shape):
    authority: str = ""
    address: str = ""
    contact: str = ""
    publication_director: str = ""
    dpo_contact: str = ""
    host: str = ""
    home: Annotated[str, Field(pattern=ADDRESS_FORM)] = ""
    accessibility_audit: AuditShape | None = None
    accessibility_plan: PlanShape | None = None


def read_site(files: Files) -> Site:
    """What the authority says of itself; all is empty without the file."""
    path = "site_config/site.yml"
    read = files.shaped(path, SiteShape, required=False)
    shape = read[0] if read else SiteShape()
    values = {name: getattr(shape, name) for name in SiteShape.model_fields}
    return Site(**{**values, **_made(shape)}, place=Place(path))


def site_values(shape: SiteShape) -> dict[str, object]:
    """The values that a file gives, ready for `Site`: those it leaves out stay as they are."""
    given: dict[str, object] = {name: getattr(shape, name) for name in shape.model_fields_set}
    made = _made(shape)
    return {name: made.get(name, value) for name, value in given.items()}


def _made(shape: SiteShape) -> dict[str, object]:
    """The values that are more than a text."""
    audit, plan = shape.accessibility_audit, shape.accessibility_plan
    return {
        "accessibility_audit": {k: str(v) for k, v in audit.model_dump().items()} if audit else None,
        "accessibility_plan": _plan(plan) if plan else None,
    }


def _plan(shape: PlanShape) -> AccessibilityPlan:
    actions = tuple(AccessibilityAction(a.year, a.what, a.when, a.state) for a in shape.actions)
    return AccessibilityPlan(shape.first, shape.last, shape.referent, shape.means, shape.address, actions)
