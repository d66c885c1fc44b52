"""What holds the house together: imports run one way, and each tool is used in one place."""

import ast
import re
import subprocess
import sys

import pytest

from lma_data.catalog import ROOT

# From the ground up: a module may import from its own level and from those below it.
LEVELS = [
    {"access", "catalog", "escaping", "i18n", "releases", "sitemap", "wrong"},
    {"warehouse"},
    {"areas", "charts", "course", "claims", "measures", "nationals", "terms"},
    {"enrolment"},
    {"cohort"},
    {"exhibits"},
    {"export", "finder", "vocabulary"},
    {"ui"},
    {"server", "pages", "app"},
    {"__main__"},
]
APART = {"importers"}  # run by hand; nothing that is shown imports them


def part_of(module):
    """lma_data.charts.bars -> charts; pages.context.crisis -> pages."""
    parts = module.split(".")
    return parts[1] if parts[0] == "lma_data" and len(parts) > 1 else parts[0]


def sources():
    for path in [ROOT / "app.py", *sorted((ROOT / "lma_data").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield module, path


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "lma_data":
                yield from (f"lma_data.{alias.name}" for alias in node.names)


def level(part):
    return next((height for height, parts in enumerate(LEVELS) if part in parts), None)


@pytest.mark.parametrize(("module", "path"), list(sources()), ids=[module for module, _ in sources()])
def test_imports_run_one_way(module, path):
    part = part_of(module)
    if part in APART or module == "lma_data":
        return
    assert level(part) is not None, f"{part} has no level: give it one here"
    for imported in imports(path):
        if not imported.startswith("lma_data.") or "__" in imported or part_of(imported) == part:
            continue
        other = part_of(imported)
        if other in APART:
            assert part == "__main__", f"{module} imports {imported}"
            continue
        assert level(other) <= level(part), f"{module} imports {imported}, which stands above it"


def test_contributing_shows_these_levels():
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("Imports run one way")[1]
    shown = [line.split(", ") for line in section.split("```")[1].strip().splitlines()]
    plain = [{name.removesuffix(".py").removesuffix("/") for name in line} for line in shown]
    assert plain == LEVELS[::-1]


def test_only_the_screen_knows_streamlit():
    for module, path in sources():
        if any(name.split(".")[0] == "streamlit" for name in imports(path)):
            assert part_of(module) in {"app", "pages", "ui", "server"}, f"{module} imports streamlit"


def test_only_the_warehouse_opens_duckdb():
    for module, path in sources():
        if any(name.split(".")[0] == "duckdb" for name in imports(path)):
            assert module in {"lma_data.warehouse", "lma_data.enrolment.database"}, f"{module} imports duckdb"


def test_nobody_uses_plotly_express():
    for module, path in sources():
        assert not any(name.startswith("plotly.express") for name in imports(path)), module


def test_pages_have_no_sql_no_chart_code_no_figures():
    for module, path in sources():
        if part_of(module) != "pages":
            continue
        for name in imports(path):
            assert part_of(name) in {"ui", "i18n", "plenary", "export"}, f"{module} imports {name}"
        numbers = [
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, int | float)
            and not isinstance(node.value, bool)
        ]
        assert all(abs(number) < 10 for number in numbers), f"{module} has a figure typed in: {numbers}"


def test_no_page_can_be_opened_without_the_app():
    assert not list((ROOT / "pages").glob("*.py"))


def test_app_stays_short():
    assert len((ROOT / "app.py").read_text("utf-8").splitlines()) <= 80


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("lma_data.catalog", {"streamlit", "plotly", "duckdb"}),
        ("lma_data.exhibits", {"streamlit", "openpyxl", "lma_data.importers"}),
        ("lma_data.__main__", {"streamlit", "pandas", "plotly", "duckdb"}),
    ],
)
def test_importing_stays_light(module, never):
    code = f"import sys, {module}; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not never & set(found.stdout.split())


def test_no_address_of_another_host_is_loaded():
    """Nothing that the browser gets may point outside; passports name addresses only as text."""
    for module, path in sources():
        if part_of(module) in {"charts", "ui", "app", "server"}:
            text = path.read_text("utf-8")
            assert not re.findall(r"https?://[a-z0-9]", text), module


def test_charts_know_nothing_of_the_rest():
    for module, path in sources():
        if part_of(module) == "charts":
            others = {name for name in imports(path) if name.startswith("lma_data") and part_of(name) != "charts"}
            assert not others, f"{module} imports {others}"


def test_exhibits_take_their_charts_from_one_place():
    for module, path in sources():
        if part_of(module) == "exhibits":
            deep = {name for name in imports(path) if name.startswith("lma_data.charts.")} - {"lma_data.charts.theme"}
            assert not deep, f"{module} imports {deep}: name the shape in lma_data/charts/__init__.py"
