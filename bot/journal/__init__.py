"""What residents asked in vain and how often each reply was given: no identities at all."""
