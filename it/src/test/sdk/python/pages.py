"""Runs a program of Pulumi as users write it, tells what it gives out, and takes everything away again: pages.py FILE."""
import runpy
import sys

from pulumi import automation


def program():
    runpy.run_path(sys.argv[1])


stack = automation.create_stack(stack_name="page", project_name="python", program=program)
print({name: output.value for name, output in stack.up().outputs.items()}, flush=True)
stack.destroy()
stack.workspace.remove_stack("page")
