"""The sound of the cut: what is heard when, mixed to a loudness that platforms leave alone."""
