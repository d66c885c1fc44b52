"""Chart shapes: rows of figures -> a figure in Plotly's own form (a dict of data and layout).

They know nothing of Streamlit, of SQL, or of where figures come from. They return dicts, not go.Figure: building a map of
235 areas as a go.Figure takes 8 ms, as a dict 0.1 ms, and the tests validate every one with go.Figure.

`keys` (an area, a corridor) go with the marks of a ranking or a map as Plotly's customdata: what a mark stands for, in
codes and not in words, for whoever clicks on it.
"""

from lma_data.charts.annotations import Target
from lma_data.charts.axes import years_written
from lma_data.charts.bars import Category, category_bars, ranked_bars
from lma_data.charts.columns import year_columns
from lma_data.charts.countdown import countdown_chart
from lma_data.charts.days import day_steps
from lma_data.charts.diverging import Share, diverging_panels, diverging_rows
from lma_data.charts.dot_rows import Case, dot_rows
from lma_data.charts.dumbbell import Pair, dumbbell_chart
from lma_data.charts.enlarged import enlarged
from lma_data.charts.groups import grouped_bars
from lma_data.charts.heatmap import HeatRow, heat_map
from lma_data.charts.line_panels import line_panels
from lma_data.charts.lines import Line, line_chart
from lma_data.charts.lollipop import Mark, lollipop_chart
from lma_data.charts.maps import Classes, world_map
from lma_data.charts.moves import Move, moves_chart
from lma_data.charts.multiples import small_multiples
from lma_data.charts.places import place_bars
from lma_data.charts.pyramid import Half, age_pyramid
from lma_data.charts.rankings import Ranking, ranking_panels
from lma_data.charts.sankey import Flow, Node, sankey_chart
from lma_data.charts.share_bars import Section, share_bars
from lma_data.charts.side_labels import line_chart_labelled_aside
from lma_data.charts.slope import Slope, slope_chart
from lma_data.charts.spans import add_spans
from lma_data.charts.stacked import Part, stacked_bars
from lma_data.charts.stacked_columns import stacked_columns
from lma_data.charts.strip import strip_plot

__all__ = [
    "Case",
    "Category",
    "Classes",
    "Flow",
    "Half",
    "HeatRow",
    "Line",
    "Mark",
    "Move",
    "Node",
    "Pair",
    "Part",
    "Ranking",
    "Section",
    "Share",
    "Slope",
    "Target",
    "add_spans",
    "age_pyramid",
    "category_bars",
    "day_steps",
    "countdown_chart",
    "diverging_panels",
    "diverging_rows",
    "dot_rows",
    "dumbbell_chart",
    "enlarged",
    "grouped_bars",
    "heat_map",
    "line_chart",
    "line_chart_labelled_aside",
    "line_panels",
    "lollipop_chart",
    "moves_chart",
    "place_bars",
    "ranked_bars",
    "sankey_chart",
    "ranking_panels",
    "share_bars",
    "slope_chart",
    "small_multiples",
    "stacked_bars",
    "stacked_columns",
    "strip_plot",
    "world_map",
    "years_written",
    "year_columns",
]
