"""Nära svar: an FAQ bot for Swedish public authorities, answering with a link to its source."""

__version__ = "0.1.0"
