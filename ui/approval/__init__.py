"""What will go where, the signature under it, and the seconds to take it back."""
