"""The completion log: the only door to SQLite.

- ``CompletionLog``: open, append, read, search, checkpoint.
- ``Checkpoint``: what somebody else keeps.
"""

from engine.log.chain import Checkpoint
from engine.log.completion import CompletionLog
from engine.log.search import SessionLine

__all__ = ["Checkpoint", "CompletionLog", "SessionLine"]
