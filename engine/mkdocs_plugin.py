"""The door to MkDocs: playbooks become pages of a site that needs nothing from elsewhere.

- ``mkdocs build`` stops at a playbook that has mistakes; ``mkdocs serve`` shows them on its page, and the page repairs
  itself when the file is saved.
- The plugin brings what its pages need (Markdown extensions, styles, Mermaid, a search made for Japanese), so that the
  ``mkdocs.yml`` of a handover pack stays short. No page fetches anything from another host, and all of it works when
  the pages are opened as files.
- The nav entry ``playbooks`` is replaced by the areas and their playbooks. ``<page>.en.md`` stands in for ``<page>.md``
  in the English site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from pymdownx.superfences import fence_code_format  # type: ignore[import-untyped]

from engine.printed import FOLDER, Memory, Printed
from engine.shelf import AREAS
from engine.texts import LANGUAGES, say

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

ASSETS = Path(__file__).parent / "site_assets"
HOME = "assets/tejun"
_EXTENSIONS = ("admonition", "attr_list", "def_list", "tables", "pymdownx.details", "pymdownx.superfences")
_FENCE = {"name": "mermaid", "class": "mermaid", "format": fence_code_format}
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")
_SEARCH = re.compile(r'("search":\s*"[^"]*?)assets/javascripts/workers/search\.[0-9a-f]+\.min\.js"')
_BROKEN_LINE = re.compile(r"(?<=[。、）」])\n *(?=[\u3041-\u30ff\u3400-\u9fff（「『*]|\d+[^\d.])")
_FENCED = re.compile(r"(^```.*?^```)", re.MULTILINE | re.DOTALL)
_BUNDLE = re.compile(r'<script src="[^"]*assets/javascripts/bundle\.')


class PlaybooksConfig(Config):  # type: ignore[no-untyped-call]
    """What ``mkdocs.yml`` may say below ``playbooks:``."""

    playbooks = option.Type(str, default="playbooks")
    shop = option.Type(str, default="shops/sample")
    language = option.Choice(LANGUAGES, default="ja")
    reference = option.Type(bool, default=False)
    also_in = option.Type(dict, default={})


class PlaybooksPlugin(BasePlugin[PlaybooksConfig]):  # type: ignore[no-untyped-call]
    """Playbooks as pages."""

    def __init__(self) -> None:
        super().__init__()
        self.serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Notes whether somebody is writing: mistakes are then shown on pages."""
        del dirty
        self.serving = command == "serve"

    @event_priority(100)  # before the offline plugin looks for a shim, and names one on another host
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Brings what manual pages need, and keeps the site from asking other hosts for fonts."""
        for name in _EXTENSIONS:
            if name not in config.markdown_extensions:
                config.markdown_extensions.append(name)
        fences = config.mdx_configs.setdefault("pymdownx.superfences", {}).setdefault("custom_fences", [])
        if not any(fence.get("name") == "mermaid" for fence in fences):
            fences.append(_FENCE)
        config.theme["font"] = False
        config.theme["features"] = sorted({*config.theme.get("features", []), "search.highlight"})
        config.extra_css.append(f"{HOME}/manual.css")
        config.extra.setdefault("polyfills", []).append(f"{HOME}/iframe-worker/iframe-worker.js")
        return config

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watches the playbooks and the shop."""
        del builder
        for name in (self.config.playbooks, self.config.shop):
            if self._folder(config, name).is_dir():
                server.watch(str(self._folder(config, name)))
        return server

    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds a page for each playbook, their index, the reference, and what pages carry with them."""
        self._languages(files, config)
        found = self._printed(config)
        if found.mistakes and not self.serving:
            head = say("manual.build_failed", self.config.language)
            raise PluginError("\n".join([head, *found.mistakes]))
        if config.nav is None:
            own = sorted(file.src_uri for file in files.documentation_pages())
            config.nav = [*own, {say("manual.playbook", self.config.language): FOLDER}]
        for name, text in found.pages:
            files.append(File.generated(config, name, content=text))
        for name, text in found.sheets:
            files.append(File.generated(config, name, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
        for name, path in self._carried(config):
            files.append(File.generated(config, name, abs_src_path=str(path)))
        config.nav = self._nav(config.nav, found)
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Joins the lines of Japanese sentences: there is no space between them."""
        del page, config, files
        if self.config.language != "ja":
            return markdown
        pieces = _FENCED.split(markdown)
        return "".join(piece if at % 2 else _BROKEN_LINE.sub("", piece) for at, piece in enumerate(pieces))

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Leads each page to itself in the other languages."""
        del nav
        if self.config.also_in and not self.serving:
            roots = {self.config.language: "", **self.config.also_in}
            config.extra["alternate"] = [
                {"lang": code, "name": say(f"manual.language.{code}", code), "link": f"{roots[code]}{page.url}"}
                for code in LANGUAGES
                if code in roots
            ]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Puts our search in, and Mermaid where a chart is drawn."""
        del config
        root = "../" * page.url.count("/")
        output = _SEARCH.sub(rf'\g<1>{HOME}/search.js"', output)
        if 'class="mermaid"' in output:
            mermaid = f'<script src="{root}{HOME}/mermaid/mermaid.min.js"></script>\n      '
            output = _BUNDLE.sub(lambda bundle: mermaid + bundle[0], output, count=1)
        return output

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Puts our search into pages that are no page of ours, such as 404."""
        del config
        return (
            _SEARCH.sub(rf'\g<1>{HOME}/search.js"', output_content) if template_name == "404.html" else output_content
        )

    def _folder(self, config: MkDocsConfig, name: str) -> Path:
        return (Path(config.config_file_path or ".").parent / name).resolve()

    def _languages(self, files: Files, config: MkDocsConfig) -> None:
        for file in list(files):
            for code in LANGUAGES:
                if not file.src_uri.endswith(f".{code}.md"):
                    continue
                files.remove(file)
                if code != self.config.language or file.abs_src_path is None:
                    continue
                plain = file.src_uri.removesuffix(f".{code}.md") + ".md"
                other = files.get_file_from_path(plain)
                if other is not None:
                    files.remove(other)
                files.append(File.generated(config, plain, abs_src_path=file.abs_src_path))

    def _printed(self, config: MkDocsConfig) -> Printed:
        """The manual: as it was, where nothing changed since; else made."""
        playbooks, shop = (self._folder(config, name) for name in (self.config.playbooks, self.config.shop))
        memory = Memory(playbooks, shop, self.config.language, reference=self.config.reference)
        made = memory.recall()
        if made is None:
            from engine.manual.site import printed

            made = printed(playbooks, shop, self.config.language, reference=self.config.reference)
            memory.remember(made)
        return made

    def _carried(self, config: MkDocsConfig) -> Iterator[tuple[str, Path]]:
        """What pages carry with them: pictures that lie beside playbooks, and our own assets with their licences."""
        folder = self._folder(config, self.config.playbooks)
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _PICTURES:
                yield f"{FOLDER}/{path.relative_to(folder).as_posix()}", path
        for path in sorted(ASSETS.rglob("*")):
            if path.suffix in {".js", ".css", ".svg"} or path.name == "LICENSE":
                yield f"{HOME}/{path.relative_to(ASSETS).as_posix()}", path

    def _nav(self, nav: Any, found: Printed) -> Any:
        """The navigation, with the playbooks in it by area."""
        if isinstance(nav, list):
            return [self._nav(item, found) for item in nav]
        if isinstance(nav, dict):
            return {title: self._nav(item, found) for title, item in nav.items()}
        if nav != FOLDER:
            return nav
        made: list[Any] = [f"{FOLDER}/index.md"]
        folders = [*AREAS, *sorted({area for area, _ in found.playbooks} - set(AREAS))]
        for area in folders:
            pages = [f"{FOLDER}/{area}/{name}.md" for its, name in found.playbooks if its == area]
            if pages:
                title = say(f"manual.area.{area}", self.config.language) if area in AREAS else area
                made.append({title: pages})
        return made
