"""What a person hands to whoever helps them: how the program is, without anything of a ticket."""
