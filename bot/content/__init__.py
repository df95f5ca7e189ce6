"""From the folder `faq/` to a `Faq`, or to every problem in it."""
