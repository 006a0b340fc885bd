"""One stand-in for each seam; they keep the real signatures."""
