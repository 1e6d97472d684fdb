"""The nouns of the house: what a course, an edition and a published tree are.

Lives here: frozen types, with methods that only look at what they hold.
May not live here: reading files, choosing what is published, rendering, writing.
One type per stage: `Course` (everything) → `Edition` (nothing left to choose) → `Tree` (bytes).

One file per stage or subject; the rest of the house imports from here.
"""

from __future__ import annotations

from generator.model.basics import (
    Confidence,
    Lang,
    LessonKind,
    Role,
    Tree,
    Words,
)
from generator.model.course import (
    Audience,
    Course,
    EditionSpec,
    Module,
    Notes,
    Page,
    Site,
    Theme,
)
from generator.model.editions import (
    AnswerKey,
    Chapter,
    Edition,
    Goal,
    Part,
    Section,
    Source,
    Variant,
    Worksheet,
)
from generator.model.exercises import (
    Cell,
    CellOutput,
    CellRole,
    DataFile,
    Exercise,
    Notebook,
    Outputs,
    Parameter,
    QuestionForm,
)
from generator.model.lessons import (
    Figure,
    Lesson,
    Objective,
    Passage,
)
from generator.model.quizzes import (
    Card,
    Category,
    Choice,
    Matching,
    Mistake,
    MultipleChoice,
    Numeric,
    Ordering,
    Pair,
    Question,
    Quiz,
    ShortText,
    SingleChoice,
    Slip,
    Sorting,
    Stem,
    Step,
    TrueFalse,
)
from generator.model.sources import (
    Reference,
    Term,
)
from generator.model.territories import (
    Commune,
    Locality,
    Member,
    Obligation,
    Territory,
)

__all__ = [
    "AnswerKey",
    "Audience",
    "Card",
    "Category",
    "Cell",
    "CellOutput",
    "CellRole",
    "Chapter",
    "Choice",
    "Commune",
    "Confidence",
    "Course",
    "DataFile",
    "Edition",
    "EditionSpec",
    "Exercise",
    "Figure",
    "Goal",
    "Lang",
    "Lesson",
    "LessonKind",
    "Locality",
    "Matching",
    "Member",
    "Mistake",
    "Module",
    "MultipleChoice",
    "Notebook",
    "Notes",
    "Numeric",
    "Objective",
    "Obligation",
    "Ordering",
    "Outputs",
    "Page",
    "Pair",
    "Parameter",
    "Part",
    "Passage",
    "Question",
    "QuestionForm",
    "Quiz",
    "Reference",
    "Role",
    "Section",
    "ShortText",
    "SingleChoice",
    "Site",
    "Slip",
    "Sorting",
    "Source",
    "Stem",
    "Step",
    "Term",
    "Territory",
    "Theme",
    "Tree",
    "TrueFalse",
    "Variant",
    "Words",
    "Worksheet",
]
