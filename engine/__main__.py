"""``python -m engine``: the same as ``tejun``, where the script is not on the path."""

from engine.cli import main

main()
