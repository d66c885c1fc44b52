# The plain dashboard that everybody writes first: a table kept by st.cache_data, a select box, one line chart, metrics.
import numpy as np
import pandas as pd
import plotly.express as px
import streamlit as st

REGIONS = ["Africa", "Americas", "Asia", "Europe", "Oceania"]
COUNTRIES = 6
YEARS = range(1990, 2025)

st.set_page_config(page_title="Output by country")


@st.cache_data
def load() -> pd.DataFrame:
    random = np.random.default_rng(1)
    frames = []
    for region in REGIONS:
        for number in range(1, COUNTRIES + 1):
            growth = random.normal(1.03, 0.04, len(YEARS))
            country = f"{region} {number}"
            frames.append(
                pd.DataFrame({"region": region, "country": country, "year": YEARS, "output": growth.cumprod()})
            )
    return pd.concat(frames, ignore_index=True)


st.title("Output by country")
st.write("Made-up figures: each country starts from 1 in 1990.")

output = load()
region = st.selectbox("Region", REGIONS)
shown = output[output["region"] == region]

st.header("Over time", divider="gray")
st.plotly_chart(px.line(shown, x="year", y="output", color="country", markers=True))

st.header("In 2024", divider="gray")
first, last = shown[shown["year"] == 1990], shown[shown["year"] == 2024]
for column, country in zip(st.columns(COUNTRIES), shown["country"].unique(), strict=True):
    before = first.loc[first["country"] == country, "output"].iloc[0]
    now = last.loc[last["country"] == country, "output"].iloc[0]
    column.metric(country, f"{now:.1f}", delta=f"{now / before:.1f}x")
