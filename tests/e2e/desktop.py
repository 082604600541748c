"""What a test does in a desktop of its own (see desk): starts the program, finds its widgets by their
accessible names, and uses keyboard and mouse. Runs under Debian's python3, which has pyatspi.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pyatspi

PATIENCE_SECONDS = 30


def home():
    return Path(os.environ["HOME"])


class Gone(Exception):
    """What was waited for did not come."""


def wait_for(what, condition, seconds=PATIENCE_SECONDS):
    """Asks until `condition` gives something true, and returns it."""
    end = time.monotonic() + seconds
    while True:
        try:
            answer = condition()
        except Exception as error:  # a widget may vanish while it is asked
            answer, reason = None, error
        else:
            reason = None
        if answer:
            return answer
        if time.monotonic() > end:
            raise Gone(f"waited {seconds} s in vain for {what}" + (f" ({reason})" if reason else ""))
        time.sleep(0.1)


def keys(*names):
    """Presses keys one after the other, such as `Return` or `ctrl+s`."""
    subprocess.run(["xdotool", "key", "--delay", "40", *names], check=True)


def write(text):
    """Types text as a keyboard would."""
    subprocess.run(["xdotool", "type", "--delay", "60", text], check=True)


def picture(path):
    """Takes a picture of the whole screen."""
    subprocess.run(["import", "-window", "root", str(path)], check=True)


class Widget:
    """Something on the screen that has a role and a name."""

    def __init__(self, accessible):
        self.accessible = accessible

    def __str__(self):
        return f"{self.accessible.getRoleName()} «{self.accessible.name}»"

    def box(self):
        """Left, top, width and height on the screen, in pixels."""
        return self.accessible.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)

    def focused(self):
        return self.accessible.getState().contains(pyatspi.STATE_FOCUSED)

    def fill(self, text):
        """Puts a text into a field at once, past any input method."""
        self.accessible.queryEditableText().setTextContents(text)

    def text(self):
        """What a text field holds."""
        text = self.accessible.queryText()
        return text.getText(0, text.characterCount)

    def settled(self):
        """Waits until the widget stays where it is: a window that just opened a page may still move things."""

        def still():
            before = self.box()
            time.sleep(0.3)
            after = self.box()
            same = (before.x, before.y, before.width, before.height) == (after.x, after.y, after.width, after.height)
            return same and after.width > 0

        wait_for(f"{self} to stay in its place", still)
        return self

    def click(self, times=1):
        box = self.settled().box()
        x, y = box.x + box.width // 2, box.y + box.height // 2
        subprocess.run(["xdotool", "mousemove", "--sync", str(x), str(y)], check=True)
        time.sleep(0.1)
        subprocess.run(["xdotool", "click", "--repeat", str(times), "--delay", "80", "1"], check=True)


def walk(accessible, depth=0):
    yield accessible, depth
    for index in range(accessible.childCount):
        child = accessible.getChildAtIndex(index)
        if child is not None:
            yield from walk(child, depth + 1)


def tree(application):
    """The widgets of an application, for people who look for a name."""
    lines = []
    for accessible, depth in walk(application):
        try:
            box = accessible.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
            place = f" {box.x},{box.y} {box.width}x{box.height}"
        except NotImplementedError:
            place = ""
        lines.append("  " * depth + f"{accessible.getRoleName()} «{accessible.name}»{place}")
    return "\n".join(lines)


class Application:
    """A program as the accessibility bus sees it."""

    def __init__(self, name):
        self.name = name
        self.accessible = wait_for(f"the program {name} on the accessibility bus", self._look)

    def _look(self):
        desktop = pyatspi.Registry.getDesktop(0)
        for index in range(desktop.childCount):
            application = desktop.getChildAtIndex(index)
            if application is not None and application.name == self.name and application.childCount:
                return application
        return None

    def find(self, name, role=None, seconds=PATIENCE_SECONDS):
        """Waits for a widget with this very name, and this role where given, that is on the screen."""

        def look():
            for accessible, _ in walk(self.accessible):
                if accessible.name == name and role in (None, accessible.getRoleName()):
                    widget = Widget(accessible)
                    if widget.box().width > 0:
                        return widget
            return None

        return wait_for(f"{role or 'a widget'} «{name}»", look, seconds)

    def focus(self):
        """What has the keyboard, for people who wonder where a key went."""
        for accessible, _ in walk(self.accessible):
            widget = Widget(accessible)
            if widget.focused():
                return str(widget)
        return "nothing"

    def tree(self):
        return tree(self.accessible)


class Program:
    """The program under test, started on a file; ends with the `with` block.

    When the block fails, what the screen showed and what the program said are left beside the program.
    """

    def __init__(self, program, *arguments):
        self.command = [str(program), *map(str, arguments)]
        self.log_path = home() / "program.log"
        self.evidence = Path(program).parent / "e2e-failure.png"

    def __enter__(self):
        self.log = self.log_path.open("wb")
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=subprocess.STDOUT)
        return self

    def __exit__(self, failure, *_):
        if failure:
            picture(self.evidence)
            print(f"the screen: {self.evidence}\nthe program said: {self.log_path.read_text()}", file=sys.stderr)
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()

    def window(self, seconds=60):
        """Waits for the window, and returns its number."""

        def look():
            if self.process.poll() is not None:
                raise SystemExit(f"the program ended with {self.process.returncode}:\n{self.log_path.read_text()}")
            command = ["xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)]
            found = subprocess.run(command, capture_output=True, text=True).stdout.split()
            return found[-1] if found else None

        return wait_for("the window", look, seconds)

    def title(self):
        command = ["xdotool", "getwindowname", self.window()]
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()

