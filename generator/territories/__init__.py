"""What the course can say of a territory: its facts, its peers, the conditions it meets, what the law asks of it.

Lives here: pure computations on the nouns of `model`, each result ready for a reader, in the conventions of a
language. The build fills pages with them, and publishes the same texts for the page to fill itself again.
May not live here: reading the official division or the course (see `reading`), choosing what is published (see
`editions`), pages and files.
"""

from __future__ import annotations
