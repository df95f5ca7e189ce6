"""The project's matcher and its peers, side by side on one FAQ (`python -m bench.matching`)."""
