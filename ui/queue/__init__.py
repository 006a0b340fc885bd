"""The left column: tabs and the list of tickets."""
