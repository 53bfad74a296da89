"""The engine of tejun: playbooks, stock, checks, sessions and the completion log.

The flow, from top to bottom; a module imports only what stands above it (``tests/test_house.py`` holds the table):

- errors, texts, clock, yaml: what everything may use
- record: what was
- formats, stock, checks: files and the questions put to them
- shop, playbook, fitted: what should be
- session: what is
- kept, log: where it is written down
- conduct: where all meet
- manual, proof, sample, mkdocs_plugin, cli: what people touch
"""

__version__ = "0.1.0"
