"""The built program from end to end: opens a file, takes Chinese from an input method and a number from the
keyboard, saves, saves under another name through the native dialog, and leaves; killed over unsaved work, it takes
that up again. What counts is on the disk.

    tests/e2e/desk -i /usr/bin/python3 tests/e2e/edit_and_save.py PROGRAM
"""

import json
import subprocess
import sys
import traceback
from pathlib import Path

from desktop import PATIENCE_SECONDS, Application, Gone, Program, home, keys, wait_for, write

INDICATOR = "新增市场主体（个体户）"
BELOW = "第七届首义质量奖申报及评选"


def scores(program, path):
    answer = subprocess.run([program, "score", path, "--json"], capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def row(program, path):
    [found] = [row for row in scores(program, path)["indicators"] if row["name"].startswith(INDICATOR)]
    return found


def check(said, expected, found):
    if expected != found:
        raise AssertionError(f"{said}: expected {expected!r}, found {found!r}")
    print(f"  {said}: {found}")


def cursor_in(window, indicator, column, seconds=PATIENCE_SECONDS):
    """Waits until the keyboard goes to a cell."""
    field = f"编辑 {indicator} {column}"
    wait_for(f"the focus in «{field}»", lambda: window.find(field, "entry", 1).focused(), seconds)


def go_to(window, indicator, column):
    """Clicks a cell and waits for the cursor in it.

    On a busy machine a window manager may take the first click to give the window the keyboard, as a person would
    see it; the second click is said.
    """
    window.find(f"{indicator} {column}", "table cell").click()
    try:
        cursor_in(window, indicator, column, PATIENCE_SECONDS / 3)
    except Gone as error:
        print(f"  clicked again: {error}; the keyboard was in {window.focus()}")
        window.find(f"{indicator} {column}", "table cell").click()
        cursor_in(window, indicator, column)


def finish(window, indicator, column, text):
    """Waits until the cell shows what was typed, presses Return, and waits until the cursor is in the row below.

    Neither a key nor a click may overtake the input method, which hands on what it took when it gets round to it.
    """
    field = f"编辑 {indicator} {column}"
    wait_for(f"«{text}» in «{field}»", lambda: window.find(field, "entry", 1).text() == text)
    keys("Return")
    cursor_in(window, BELOW, column)


def steps(program):
    original = home() / "武昌-2020.hengji.ron"
    copy = home() / "武昌-2020-修改.hengji.ron"
    subprocess.run([program, "example", "--out", original], check=True, stdout=subprocess.DEVNULL)
    check("the sample's actual", "5436", row(program, original)["actual"])
    check("the sample's total", "96.00", scores(program, original)["total"])

    with Program(program, original) as running:
        wait_for("the file's name in the title", lambda: original.name in running.title())
        window = Application("hengji")
        window.find("指标", "page tab").click()

        # A number, typed over the old one: the first key starts the editing.
        go_to(window, INDICATOR, "实际完成值")
        write("5500")
        finish(window, INDICATOR, "实际完成值", "5500")

        # Chinese from the input method into a cell that is being edited.
        go_to(window, INDICATOR, "三级指标")
        keys("F2")
        field = f"编辑 {INDICATOR} 三级指标"
        wait_for("the name to edit", lambda: window.find(field, "entry", 1).text() == INDICATOR)
        keys("End")
        write("jixiao")
        keys("space")
        finish(window, INDICATOR, "三级指标", f"{INDICATOR}绩效")
        window.find(f"{INDICATOR}绩效 三级指标", "table cell")

        # Chinese from the input method where the first key starts the editing.
        go_to(window, f"{INDICATOR}绩效", "偏差原因")
        write("shichang")
        keys("space")
        finish(window, f"{INDICATOR}绩效", "偏差原因", "市场")

        wait_for("the mark of unsaved work in the title", lambda: running.title().startswith("●"))
        keys("ctrl+s")
        wait_for("the reason in the file", lambda: "市场" in reason(original))
        check("the saved name", f"{INDICATOR}绩效", row(program, original)["name"])
        check("the saved actual", "5500", row(program, original)["actual"])
        check("the saved reason", "市场", reason(original))

        # Another number under another name, through the system's own dialog.
        go_to(window, f"{INDICATOR}绩效", "实际完成值")
        write("5600")
        finish(window, f"{INDICATOR}绩效", "实际完成值", "5600")
        keys("ctrl+shift+s")
        dialog = Application("zenity")
        dialog.find("", "text").fill(str(copy))
        keys("Return")
        wait_for("the second file", lambda: copy.exists() and row(program, copy)["actual"] == "5600")
        check("the actual under the other name", "5600", row(program, copy)["actual"])
        check("the first file as it was", "5500", row(program, original)["actual"])
        wait_for("the new name in the title", lambda: copy.name in running.title())

        keys("ctrl+q")
        check("the program's exit status", 0, running.process.wait(20))
    check("copies of what was not saved", [], kept())
    crash(program, copy)


def kept():
    """The recovery copies in the program's own folder."""
    return sorted((home() / ".local/state/hengji/recovery").glob("*.ron"))


def crash(program, path):
    """Kills the program over an unsaved number, starts it without a file, and takes up what was left behind."""
    with Program(program, path) as running:
        wait_for("the file's name in the title", lambda: path.name in running.title())
        window = Application("hengji")
        window.find("指标", "page tab").click()
        go_to(window, f"{INDICATOR}绩效", "实际完成值")
        write("5700")
        finish(window, f"{INDICATOR}绩效", "实际完成值", "5700")
        wait_for("the number in the copy", lambda: "5700" in kept()[0].read_text(encoding="utf-8"))
        # A reason that is still being typed, and no part of the document yet.
        window.find("偏差原因", "entry").click()
        # Keys that come before the keyboard is there are nobody's.
        wait_for("the keyboard in 偏差原因", lambda: window.find("偏差原因", "entry", 1).focused())
        write("qingkuang")
        keys("space")
        # In quotes: the sample's own texts speak of 情况 too.
        wait_for("the draft in the copy", lambda: '"情况"' in kept()[0].read_text(encoding="utf-8"))
        running.process.kill()
        running.process.wait(20)
    check("the file of the killed program", "5600", row(program, path)["actual"])

    with Program(program) as running:
        running.window()
        window = Application("hengji")
        window.find("恢复", "push button").click()
        wait_for("the file's name in the title", lambda: path.name in running.title())
        window.find("当时正在填写“偏差原因”，文字见详情，可以复制后填回", "label")
        check("the mark of unsaved work", True, running.title().startswith("●"))
        keys("ctrl+s")
        wait_for("the recovered number in the file", lambda: row(program, path)["actual"] == "5700")
        wait_for("the copy to be gone", lambda: not kept())
        keys("ctrl+q")
        check("the exit status after recovering", 0, running.process.wait(20))


def reason(path):
    """The reason of the indicator, as it stands in the file."""
    text = path.read_text(encoding="utf-8")
    entry = text.split(f'name: "{INDICATOR}', 1)[1].split("id: ", 1)[0]
    return entry.split('reason: "', 1)[1].split('"', 1)[0] if 'reason: "' in entry else ""


try:
    steps(str(Path(sys.argv[1]).resolve()))
except Exception:
    traceback.print_exc()
    sys.exit(1)
print("end to end: passed")
