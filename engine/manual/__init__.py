"""The manual: fitted playbooks as Markdown for a site. Pure text: nothing is read, no clock is asked.

- ``page`` renders one playbook, ``checklist_page`` its sheets for printing, ``index_page`` the list of them;
  ``chart`` draws the flow for app and manual.
- What an author wrote stays text: it is escaped where it meets Markdown (``markup``) and Mermaid (``chart``).
- Every heading has an anchor made of ids that never change, so that a log or the app can link to a step.
"""

from __future__ import annotations

from engine.fitted import Fitted
from engine.manual.chart import chart
from engine.manual.checklist import checklist_page
from engine.manual.index import broken_page, index_page
from engine.manual.page import playbook_page as page
from engine.manual.wording import Wording

__all__ = ["Wording", "broken_page", "chart", "checklist_page", "index_page", "mermaid", "page"]


def mermaid(fitted: Fitted, language: str) -> str:
    """The flow chart of a fitted playbook, as Mermaid's text."""
    return chart(Wording(fitted, language))
