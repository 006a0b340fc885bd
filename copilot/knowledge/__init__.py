"""From articles and solved tickets to the passages and sentences that answer a ticket."""
