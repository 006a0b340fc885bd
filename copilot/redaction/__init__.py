"""Taking personal data out of tickets and putting it back: Ticket -> RedactedTicket + RestoreMap.

The window process uses ticket.py and placeholders.py; analyzer.py runs in the engine process only.
"""
