"""Imports go ui -> assistant -> index and never back; what is heavy is imported when needed."""

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(
    path.relative_to(ROOT) for package in ("index", "assistant", "ui")
    for path in (ROOT / package).rglob("*.py")
)  # fmt: skip
MAY_IMPORT = {"index": set(), "assistant": {"index"}, "ui": {"index", "assistant"}}
ONLY_IN = {
    "faiss": ("index/vectors.py",),
    "gradio": ("ui/",),
    "torch": ("assistant/models/reference.py", "assistant/training/"),
    "transformers": ("assistant/models/reference.py", "assistant/training/"),
    "peft": ("assistant/models/reference.py", "assistant/training/"),
    "sentence_transformers": (),
}
HEAVY = {
    *("faiss", "feedparser", "gradio", "lxml", "markdown_it", "onnx", "openvino"),
    *("peft", "py3langid", "pypdf", "rouge_score", "safetensors", "tokenizers", "torch", "tqdm"),
    *("trafilatura", "transformers"),
}
HEAVY_AT_THE_TOP = {"gradio": "ui/", "torch": "assistant/training/", "peft": "assistant/training/",
                    "tqdm": "assistant/training/"}  # fmt: skip
RUNTIMES = {"faiss", "openvino", "torch", "transformers", "gradio", "onnx"}


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted name of every module that is imported, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name their package"
            assert node.module is not None
            yield node.module


def at_the_top(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements that run when a module is imported, `if TYPE_CHECKING` apart."""
    for node in tree.body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node


@pytest.fixture(params=FILES, ids=str)
def module(request: pytest.FixtureRequest) -> tuple[Path, ast.Module]:
    return request.param, ast.parse((ROOT / request.param).read_text("utf-8"))


def test_imports_go_one_way(module: tuple[Path, ast.Module]) -> None:
    path, tree = module
    ours = {name.split(".")[0] for name in imported(tree)} & MAY_IMPORT.keys()
    assert ours <= MAY_IMPORT[path.parts[0]] | {path.parts[0]}


def test_the_page_uses_what_the_index_exports(module: tuple[Path, ast.Module]) -> None:
    path, tree = module
    if path.parts[0] == "ui":
        assert [name for name in imported(tree) if name.startswith("index.")] == []


def test_each_runtime_is_imported_in_its_place(module: tuple[Path, ast.Module]) -> None:
    path, tree = module
    for name in {name.split(".")[0] for name in imported(tree)} & ONLY_IN.keys():
        assert path.as_posix().startswith(ONLY_IN[name] or "nowhere"), name


def test_nothing_heavy_is_imported_at_the_top(module: tuple[Path, ast.Module]) -> None:
    path, tree = module
    top = {name.split(".")[0] for node in at_the_top(tree) for name in imported(node)}
    for name in top & HEAVY:
        assert path.as_posix().startswith(HEAVY_AT_THE_TOP.get(name, "nowhere")), name


@pytest.mark.parametrize(
    "code",
    [
        "import index",
        "import index.library, index.reading",
        "import assistant",
        "import ui",
        "from assistant.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass",
        "from assistant.cli import main\ntry: main(['ask', '--help'])\nexcept SystemExit: pass",
    ],
)
def test_importing_and_helping_load_no_runtime(code: str) -> None:
    report = f"\nimport sys; print(sorted({RUNTIMES} & sys.modules.keys()), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code + report], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"


def test_importing_the_index_loads_no_part_of_it_that_is_not_needed() -> None:
    code = "import index, sys; print({'numpy', 'index.reading', 'index.store'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("name", ["index", "assistant", "ui"])
def test_a_package_exports_exactly_its_public_names(name: str) -> None:
    package = importlib.import_module(name)
    ours = {
        key
        for key, value in vars(package).items()
        if not key.startswith("_") and getattr(value, "__module__", "").split(".")[0] == name
    }
    assert ours <= set(package.__all__)
    assert list(package.__all__) == sorted(package.__all__)
    assert all(hasattr(package, key) for key in package.__all__)


@pytest.mark.parametrize(
    "name", ["index.reading", "assistant.models", "assistant.overview", "assistant.statements"]
)
def test_a_part_of_a_package_exports_names_that_are_there(name: str) -> None:
    part = importlib.import_module(name)
    assert list(part.__all__) == sorted(part.__all__)
    assert all(hasattr(part, key) for key in part.__all__)


@pytest.mark.parametrize("name", ["index", "assistant", "ui"])
def test_types_are_declared_to_type_checkers(name: str) -> None:
    assert (ROOT / name / "py.typed").is_file()
