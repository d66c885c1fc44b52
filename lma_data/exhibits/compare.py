"""Compare: one measure in 2 to 12 countries or groups, refused where the passports say that it cannot be."""
