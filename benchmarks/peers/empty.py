# A page that shows nothing: the least that `streamlit run` can take.
import streamlit as st  # noqa: F401
