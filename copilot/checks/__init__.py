"""What a draft must not say without a person's word, or not at all; pure and fast enough for every pause in typing."""
