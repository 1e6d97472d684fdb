"""Files → Course: everything people wrote, with every fault of form told at its line.

Lives here: walking the folders, YAML with line marks, the shapes of the files, assembling `Course`.
May not live here: rules that compare files (see `checks`), choosing (see `editions`), rendering, writing.
"""

from generator.reading.course import Reading, read_course
from generator.reading.look import read_look, schemas

__all__ = ["Reading", "read_course", "read_look", "schemas"]
