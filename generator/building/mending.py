"""What engines write into pages that the site's policy refuses, put another way before the audit.

Markdown's tables say how a column is aligned in a `style` attribute; a class says the same, and `content.css` heeds it.
May not live here: anything that changes what a page says.
"""

from __future__ import annotations

import re
from pathlib import Path

_ALIGNED = re.compile(r'(<t[dh]) style="text-align: (left|center|right);">')


def mend(pages: Path) -> None:
    """Rewrite the pages of a folder that need it.

    Args:
        pages: what an engine wrote.
    """
    for path in sorted(pages.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        mended = _ALIGNED.sub(r'\1 class="pc-cell-\2">', html)
        if mended != html:
            path.write_text(mended, encoding="utf-8", newline="\n")
