"""Two drivers that run programs: one blocks, one awaits."""
