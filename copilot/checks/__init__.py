"""What a draft must not say without a person's word, or not at all; run at each pause in typing."""
