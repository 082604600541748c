"""Takes a picture of the program's window; run by picture, which says how."""

import sys
import time

from desktop import Application, Program, keys, picture, write

SETTLE_SECONDS = 1.5

program, file, out, *steps = sys.argv[1:]
with Program(program, file) as running:
    running.window()
    window = Application("hengji")
    for step in steps:
        verb, _, argument = step.partition("=")
        role, _, name = argument.rpartition(":")
        if verb == "click":
            window.find(name, role or None).click()
        elif verb == "double":
            window.find(name, role or None).click(times=2)
        elif verb == "key":
            keys(argument)
        elif verb == "type":
            write(argument)
        elif verb == "wait":
            time.sleep(float(argument))
        elif verb == "tree":
            print(window.tree())
        else:
            sys.exit(f"unknown step: {step}")
        time.sleep(0.3)
    time.sleep(SETTLE_SECONDS)
    picture(out)
