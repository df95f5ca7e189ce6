"""Measurements, and the pictures made from them; no part of the bot."""
