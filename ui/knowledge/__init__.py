"""The knowledge page: what is read, what could not be, what is missing, what agents made of it."""
