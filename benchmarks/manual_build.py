"""The manual from playbooks, against MkDocs with the same pages as Markdown on disk.

``python benchmarks/manual_build.py [RUNS]``: first the pages that our plugin makes are written down, with everything
that they carry; then ``mkdocs build`` runs on that folder and on the playbooks in turn, each as a process of its own,
with the same theme, extensions, search and menu. Ours makes the pages of playbooks, shop and proofs, and puts its own
search and Mermaid into them; where nothing changed since the last time it remembers the pages. So there are three rows:
nothing changed, one playbook did, and nothing is remembered at all (once, for it takes longest).
"""

from __future__ import annotations

import json
import os
import shutil
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
        os.environ["TEJUN_CACHE"] = str(place / "cache")
        shutil.copytree(PROJECT / "playbooks", place / "playbooks")
        ours, plain = _ours(place), _plain(place)
        pages = [_pages(build(config, place / f"site-{number}")) for number, config in enumerate((ours, plain))]
        if pages[0] != pages[1]:
            print(f"the two sites differ in their pages: {sorted(pages[0] ^ pages[1])[:5]}", file=sys.stderr)
            return 1
        taken: dict[str, list[float]] = {"plain": [], "unchanged": [], "changed": []}
        for run in range(runs):
            taken["plain"].append(_seconds(plain, place))
            taken["unchanged"].append(_seconds(ours, place))
            if run < 2:
                _change(place)
                taken["changed"].append(_seconds(ours, place))
        os.environ["TEJUN_CACHE"] = "off"
        taken["new"] = [_seconds(ours, place)]
    median = {name: statistics.median(times) for name, times in taken.items()}
    by_hand = median.pop("plain")
    print(f"| {len(pages[0])} pages in one language | Markdown on disk | from playbooks | ratio | aim |")
    print("|---|---|---|---|---|")
    said = {"unchanged": "no playbook changed", "changed": "one playbook changed", "new": "nothing remembered"}
    for name, seconds in median.items():
        aim = str(AIM) if name == "unchanged" else ""
        print(f"| {said[name]} | {by_hand:.1f} s | {seconds:.1f} s | **{seconds / by_hand:.2f}** | {aim} |")
    return 0


def _seconds(config: Path, place: Path) -> float:
    begun = time.perf_counter()
    build(config, place / "site")
    return time.perf_counter() - begun


def _change(place: Path) -> None:
    """Adds a line to one playbook."""
    with next((place / "playbooks" / "warehouse").glob("stock-reconciliation.yaml")).open("a") as file:
        file.write("# read again\n")


def build(config: Path, site: Path) -> Path:
    """Builds a site as a process of its own."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(config), "-d", str(site)]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True)
    return site


def _ours(place: Path) -> Path:
    """The configuration of the project, on a copy of its playbooks; a first build writes down what its plugin makes."""
    (place / "dump.py").write_text(_DUMP, encoding="utf-8")
    # Paths in a configuration are of its own folder.
    plugin = {"playbooks": "playbooks", "shop": (PROJECT / "shops" / "sample").as_posix(), "reference": True}
    said = {
        "INHERIT": (PROJECT / "mkdocs.yml").as_posix(),
        "docs_dir": (PROJECT / "site").as_posix(),
        "site_dir": "dumped",
        "plugins": ["search", "offline", {"playbooks": {**plugin, "language": "ja", "also_in": {"en": "en/"}}}],
    }
    config, dumping = place / "ours.yml", place / "dump.yml"
    config.write_text(json.dumps(said), encoding="utf-8")
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
