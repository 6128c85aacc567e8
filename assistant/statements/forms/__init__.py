"""The forms in which a sentence says who speaks, a file each."""
