"""A site engine that takes milliseconds: one page per staged Markdown file. Started as a program by tests.

`docs/FAIL.md` makes it stop as MkDocs does on a broken page; `docs/HANG.md` makes it never end;
`docs/FULL.md` makes it meet a full disk. Pages carry the policy of `mkdocs.yml`, where there is one.
"""

import re
import sys
import time
from pathlib import Path

docs = Path("docs")
built = Path("built")
built.mkdir()
policy = re.search(r'"page": "(default-src[^"]*)"', Path("mkdocs.yml").read_text(encoding="utf-8"))
head = f'<meta http-equiv="Content-Security-Policy" content="{policy[1]}">' if policy else ""
for source in sorted(docs.rglob("*.md")):
    if source.name == "FAIL.md":
        sys.stdout.write(f"ERROR   -  Error reading page '{source.relative_to(docs)}': unbalanced\n")
        sys.exit(1)
    if source.name == "FULL.md":
        sys.exit("OSError: [Errno 28] No space left on device: 'x'")
    if source.name == "HANG.md":
        time.sleep(600)
    target = built / source.relative_to(docs).with_suffix(".html")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(f"<!doctype html>{head}<title>t</title>".encode() + source.read_bytes())
    time.sleep(0.002)
(built / "sitemap.xml").write_text("<urlset/>")
