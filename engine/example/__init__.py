"""Examples: whole sessions on the sample shop, so that a reader sees what the work looks like.

``<id>.examples.yaml`` beside a playbook says which mistakes lie in the files, what is taken again, what becomes a
deviation, and how the session must end. ``conducted`` plays them; what happened is kept in ``<id>.examples.json``, as
codes and values, and the manual says it in words. Nothing here needs the sample but ``conducted`` and ``asked``.

- ``written``: the file that an author writes. ``asked``: whether what it names exists.
- ``transcript``: what happened, line by line; the same sessions give the same bytes.
"""

from __future__ import annotations
