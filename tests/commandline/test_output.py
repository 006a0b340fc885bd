"""Whatever a customer or a file name holds, a terminal shows it and obeys none of it."""

from __future__ import annotations

import pytest

from copilot.commandline.output import note, say, table

PLANTED = "one\x1b[2J\x1b]0;title\x07two\rthree\x9b31m"
SHOWN = "one�[2J�]0;title�two�three�31m"


@pytest.mark.parametrize("write", [say, note, lambda text: table([("name", text)])])
def test_what_would_command_the_terminal_is_shown_as_a_mark(
    write: object, capsys: pytest.CaptureFixture[str]
) -> None:
    write(PLANTED)  # type: ignore[operator]
    assert SHOWN in "".join(capsys.readouterr())


def test_lines_tabs_and_letters_stay(capsys: pytest.CaptureFixture[str]) -> None:
    say("Grüße\r\n\t你好 “so”")
    assert capsys.readouterr().out == "Grüße\r\n\t你好 “so”\n"
