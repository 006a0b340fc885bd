"""The arguments of the commands; what a command does is imported when it runs."""
