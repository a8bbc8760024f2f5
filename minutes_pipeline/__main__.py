"""Let ``python -m minutes_pipeline`` be the command ``minutes``."""

from minutes_pipeline.cli.main import main

main()
