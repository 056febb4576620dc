"""One file per measure: `measure(ground)` yields its figures."""
