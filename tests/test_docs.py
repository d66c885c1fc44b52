"""The docs say what is so: commands, settings, datasets, exhibits, examples, links, and nothing about anyone's machine."""

import argparse
import ast
import re
import subprocess

import pytest
import write_docs

from lma_data import __main__ as command_line
from lma_data import catalog
from lma_data.catalog import ROOT
from lma_data.exhibits import cohort_definitions, definitions
from lma_data.importers import importers

ANEW = "write the docs anew: make docs"
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PAGES = list(dict.fromkeys([*write_docs.BY_HAND, *sorted(write_docs.DOCS.glob("*.md"))]))
NAMES = [str(path.relative_to(ROOT)) for path in PAGES]
TOP_LEVEL = ("lma_data/", "datasets/", "pages/", "tests/", "benchmarks/", "docs/", "static/", ".ci/", ".streamlit/")


def tracked_files():
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT)
    if listed.returncode:
        pytest.skip("not a git checkout: which files belong to the project is not known")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def text_of(path):
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""  # a picture, a table


def without_code(markdown):
    return re.sub(r"```.*?```", "", markdown, flags=re.DOTALL)


# What is written from the code


@pytest.mark.parametrize(("path", "text"), write_docs.pages().items(), ids=lambda value: getattr(value, "name", ""))
def test_what_is_written_from_the_code_is_as_it_would_be_now(path, text):
    assert path.read_text("utf-8") == text, ANEW


def test_the_readme_has_its_blocks_and_examples():
    for name in write_docs.BLOCKS:
        assert f"<!-- {name}" in README
        assert f"<!-- /{name} -->" in README
    assert README.count("```console\n$ python -m lma_data exhibit ") >= 1


def test_every_dataset_is_described_with_its_licence():
    described = (write_docs.DOCS / "datasets.md").read_text("utf-8")
    for passport in catalog.passports().values():
        _, _, section = described.partition(f"\n### {passport.id}\n")
        licence = next(line for line in section.splitlines() if line.startswith("- Licence: "))
        assert " ".join(passport.licence.split()) in licence
        assert f"(docs/datasets.md#{write_docs.slug(passport.id.split('/')[0])})" in README


def test_every_exhibit_is_described():
    described = (write_docs.DOCS / "exhibits.md").read_text("utf-8")
    for exhibit_id in (*definitions(), *cohort_definitions()):
        assert f"\n### {exhibit_id}\n" in described


def test_every_raw_file_that_an_importer_names_is_listed():
    listed = (write_docs.DOCS / "raw-files.md").read_text("utf-8")
    for path in sorted((ROOT / "lma_data" / "importers").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if (
                re.fullmatch(r"[a-z]+/\S+\.(csv|csv\.gz|xlsx|xls)|geo/\S+\.json", name)
                and not (catalog.DATASETS / name).exists()
            ):
                assert f"`{name}`" in listed, f"{path.name} reads {name}; with LMA_RAW set, {ANEW}"


def test_the_listed_raw_files_are_there(raw_folder):
    listed = (write_docs.DOCS / "raw-files.md").read_text("utf-8")
    names = re.findall(r"^\| `(\S+)` \|", listed, flags=re.MULTILINE)
    assert names
    assert not [name for name in names if not (raw_folder / name).is_file()]


def test_every_dataset_with_a_raw_file_has_it_listed():
    listed = (write_docs.DOCS / "raw-files.md").read_text("utf-8")
    by_hand = {dataset_id for dataset_id in importers() if f"[{dataset_id}](" not in listed}
    for dataset_id in by_hand:  # made from nothing but what lies beside its passport
        assert list((catalog.DATASETS / dataset_id).glob("*.csv")), f"{dataset_id}: with LMA_RAW set, {ANEW}"


# Commands and settings


def test_every_make_target_is_in_help_and_readme():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    phony = set(re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE)[1].split())
    with_help = set(re.findall(r"^([a-z]+):.*##", makefile, flags=re.MULTILINE))
    assert with_help == phony
    in_readme = set(re.findall(r"^\| `make ([a-z]+)` \|", README, flags=re.MULTILINE))
    assert in_readme == phony


def test_docs_name_no_make_target_that_is_not():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    for path in PAGES:
        named = set(re.findall(r"(?:`|^|\$ )make ([a-z]+)", path.read_text("utf-8"), flags=re.MULTILINE))
        assert named <= targets, path.name


def _with_actions(commands):
    """Commands by name; one that has actions of its own stands as each of them: enrolment import."""
    for name, command in commands.items():
        actions = [action for action in command._actions if isinstance(action, argparse._SubParsersAction)]
        within = {f"{name} {key}": parser for action in actions for key, parser in action.choices.items()}
        yield from (within or {name: command}).items()


def test_every_command_and_option_is_in_the_readme():
    parser = command_line._parser()
    commands = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction)).choices
    rows = re.findall(r"^\| `([a-z]+(?: [a-z]+)?)((?: [^`a-z][^`]*)?)` \|", README, flags=re.MULTILINE)
    rows = {name: rest for name, rest in rows if name.split()[0] in commands}
    commands = dict(_with_actions(commands))
    assert set(rows) == set(commands)
    for name, command in commands.items():
        options = {option for action in command._actions for option in action.option_strings} - {"-h", "--help"}
        assert set(re.findall(r"--[a-z-]+", rows[name])) == options, name
        for action in command._actions:
            assert all(str(choice) in rows[name] for choice in action.choices or ()), f"{name} {action.dest}"
            if not action.option_strings:
                assert (action.metavar or action.dest) in rows[name], f"{name} {action.dest}"
    for option in (option for action in parser._actions for option in action.option_strings):
        assert f"`{option}`" in README or f" {option}`" in README, option


def test_every_setting_is_in_the_readme():
    used = set()
    for path in tracked_files():
        if path.suffix in {".py", ".sh", ".toml"} or path.name in {"Makefile", "run"}:
            used |= set(re.findall(r"\bLMA_[A-Z][A-Z_]*\b", text_of(path)))
    used |= set(re.findall(r"^([A-Z]+) \?=", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    in_readme = set(re.findall(r"^\| `([A-Z_]+)` \|", README, flags=re.MULTILINE))
    assert in_readme == used


def test_every_page_is_in_the_readme():
    pages = {path.stem for path in (ROOT / "pages").glob("*/*.py")}
    assert set(re.findall(r"^\| `/([a-z]+)` \|", README, flags=re.MULTILINE)) == pages


# Places


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_links_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(path.read_text("utf-8"))):
        if re.match(r"https?://", target):
            continue
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", without_code(file.read_text("utf-8")), flags=re.MULTILINE)
            assert anchor in {write_docs.slug(heading) for heading in headings}, target


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_files_that_are_named_exist(path):
    for name in re.findall(r"`([^`\s]+)`", without_code(path.read_text("utf-8"))):
        if name.startswith(TOP_LEVEL) and not re.search(r"[<>*…]", name):
            assert (ROOT / name).exists(), f"{path.name} names {name}"


def test_every_module_has_its_place_in_the_tree():
    tree = (write_docs.DOCS / "architecture.md").read_text("utf-8").split("## Where things are")[1].split("```")[1]
    for path in sorted((ROOT / "lma_data").iterdir()):
        if path.name.startswith("__") and path.name != "__main__.py":
            continue
        if path.suffix == ".py" or path.is_dir():
            assert re.search(rf"(^|\s){re.escape(path.name)}", tree), f"{path.name} is not in docs/architecture.md"


def test_every_file_of_tests_has_its_rule():
    section = CONTRIBUTING.split("## What the tests hold")[1].split("\n## ")[0]
    named = re.findall(r"`tests/(test_[a-z_*]+\.py)`", section)
    for path in sorted((ROOT / "tests").glob("test_*.py")):
        assert any(path.match(pattern) for pattern in named), f"{path.name}: say in CONTRIBUTING.md what it holds"


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_python_in_the_docs_names_what_there_is(path):
    for block in re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), flags=re.DOTALL):
        indent = re.match(r" *", block)[0]
        code = re.sub(rf"^{indent}", "", block, flags=re.MULTILINE)
        imports = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom)]
        exec(ast.unparse(ast.Module(imports, [])))


# Nothing about anyone's machine


def test_no_path_of_a_machine_and_no_package_registry():
    unwanted = re.compile(
        r"(?<![\w.])/(work|root|home/\w+|Users/\w+|tmp/\w+)/|[A-Z]:\\Users"
        r"|pypi\.org|pythonhosted\.org|npmjs\.(org|com)|--(extra-)?index-url"
    )
    found = []
    for path in tracked_files():
        if path.name == "test_docs.py":
            continue
        for number, line in enumerate(text_of(path).splitlines(), start=1):
            if unwanted.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert not found


def test_the_licence_is_that_of_the_project():
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in licence
    assert "Version 2.0, January 2004" in licence
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_picture_is_small():
    for path in write_docs.DOCS.glob("*.png"):
        assert path.stat().st_size < 250_000, path.name
