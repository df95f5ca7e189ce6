"""The bot as a program, with the small FAQ: `bot_program.py API_URL`, the token in TOKEN."""

from __future__ import annotations

import logging
import os
import sys

from small_faq import small_faq

from bot.channels.telegram import TelegramSettings, run
from bot.dialogue import Dialogue

if __name__ == "__main__":
    logging.basicConfig(level=logging.DEBUG)
    dialogue = Dialogue(small_faq())
    sys.exit(run(TelegramSettings(os.environ["TOKEN"], sys.argv[1]), lambda: dialogue))
