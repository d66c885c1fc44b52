"""How fast the app is, against plain Streamlit pages, in one run and as ratios. Run with `make bench`."""
