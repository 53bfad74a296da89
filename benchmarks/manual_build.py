"""The manual from playbooks, against MkDocs with the same pages as Markdown on disk.

``python benchmarks/manual_build.py [RUNS]``: first the pages that our plugin makes are written down, with everything
that they carry; then ``mkdocs build`` runs on the playbooks and on that folder in turn, each as a process of its own,
with the same theme, extensions, search and menu. Ours reads playbooks, shop and proofs, makes the pages, and puts its
own search and Mermaid into them.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).parent.parent
#: What the ratio should not exceed.
AIM = 1.2

_DUMP = """
import json
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(-100)
def on_files(files, config):
    docs = Path(config.config_file_path).parent / "docs"
    for file in files:
        at = docs / file.src_uri
        if "/material/templates/" not in (file.abs_src_path or ""):
            at.parent.mkdir(parents=True, exist_ok=True)
            at.write_bytes(file.content_bytes)
    (docs.parent / "nav.json").write_text(json.dumps(config.nav, ensure_ascii=False), "utf-8")
    return files
"""

#: What our plugin adds to the configuration, written down as an author would.
_PLAIN = """
INHERIT: {inherited}
docs_dir: docs
site_dir: site
plugins:
  - search
  - offline
markdown_extensions:
  - toc:
      title: 目次
      permalink: true
      permalink_title: この見出しへのリンク
  - admonition
  - attr_list
  - def_list
  - tables
  - pymdownx.details
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
extra_css: [assets/tejun/manual.css]
extra:
  polyfills: [assets/tejun/iframe-worker/iframe-worker.js]
nav: {nav}
"""


def main(runs: int = 5) -> int:
    """Measures; 0 whether or not the aim is met, which the table says."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ours, plain = _ours(place), _plain(place)
        pages = [_pages(build(config, place / f"site-{number}")) for number, config in enumerate((ours, plain))]
        if pages[0] != pages[1]:
            print(f"the two sites differ in their pages: {sorted(pages[0] ^ pages[1])[:5]}", file=sys.stderr)
            return 1
        taken: list[list[float]] = [[], []]
        for _ in range(runs):
            for times, config in zip(taken, (ours, plain), strict=True):
                begun = time.perf_counter()
                build(config, place / "site")
                times.append(time.perf_counter() - begun)
    mine, by_hand = map(statistics.median, taken)
    print("| the manual, in one language | Markdown on disk | from playbooks | ratio | aim |")
    print("|---|---|---|---|---|")
    times = f"{by_hand:.1f} s | {mine:.1f} s | **{mine / by_hand:.2f}**"
    print(f"| {len(pages[0]):,} pages, whole process | {times} | {AIM} |")
    return 0


def build(config: Path, site: Path) -> Path:
    """Builds a site as a process of its own."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(site)]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True)
    return site


def _ours(place: Path) -> Path:
    """The configuration of the project; a first build writes down what its plugin makes."""
    config = PROJECT / "mkdocs.yml"
    dumping = place / "dump.yml"
    (place / "dump.py").write_text(_DUMP, encoding="utf-8")
    # Paths in a configuration are of its own folder.
    paths = {name: (PROJECT / name).as_posix() for name in ("playbooks", "shops/sample", "site")}
    plugin = {"playbooks": paths["playbooks"], "shop": paths["shops/sample"], "language": "ja", "reference": True}
    plugins = ["search", "offline", {"playbooks": {**plugin, "also_in": {"en": "en/"}}}]
    said = {"INHERIT": config.as_posix(), "docs_dir": paths["site"], "site_dir": "dumped", "plugins": plugins}
    dumping.write_text(json.dumps({**said, "hooks": ["dump.py"]}), encoding="utf-8")
    build(dumping, place / "dumped")
    return config


def _plain(place: Path) -> Path:
    """The configuration that builds what was written down, without our plugin."""
    nav = (place / "nav.json").read_text("utf-8")
    config = place / "plain.yml"
    config.write_text(_PLAIN.format(inherited=(PROJECT / "mkdocs.yml").as_posix(), nav=nav), encoding="utf-8")
    return config


def _pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
