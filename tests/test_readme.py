"""What the README shows is true: its Python runs, its commands exist."""

import re
from pathlib import Path

import pytest

from assistant.cli import build_parser, main

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "Lavrov" in printed
    assert re.search(r"20\d\d-\d\d-\d\d \d+ \d+", printed)


def test_the_answer_and_the_refusal_shown_are_what_comes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = ["--library", str(tmp_path)]
    assert main([*library, "add", "--samples"]) == 0
    shown = re.findall(r'^\$ assistant ask "(.+)".*\n(.+)', README, re.MULTILINE)
    assert {said for _, said in shown} >= {"more than 2,900", "Your articles don't say."}
    for question, said in shown:
        capsys.readouterr()
        refused = said == "Your articles don't say."
        assert main([*library, "ask", question]) == (3 if refused else 0)
        assert capsys.readouterr().out.splitlines()[0] == said


def test_every_command_shown_is_one() -> None:
    shown = set(re.findall(r"^(?:\$ )?assistant ([a-z]+)", README, re.MULTILINE))
    shown |= set(re.findall(r"`assistant ([a-z]+)", README))
    parser = build_parser()
    (commands,) = (a.choices for a in parser._actions if a.dest == "command")
    assert shown
    assert commands is not None
    assert shown <= set(commands)


def test_both_commands_are_in_the_makefile() -> None:
    makefile = (Path(__file__).parents[1] / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make ([a-z]+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
