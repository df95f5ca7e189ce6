"""What residents asked in vain, and what to do about it: from the journal's notes to a report.

No text that fewer than three wrote leaves `grouping`: the report holds nothing that could show it.
"""
