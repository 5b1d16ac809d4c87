"""Mirrors an image, tells its reference by digest, and takes it away again: main.py SOURCE DESTINATION."""
import sys

import imagesync_pulumi as imagesync
import pulumi
from pulumi import automation


def program():
    strict = imagesync.Provider("strict", on_unreachable=imagesync.OnUnreachable.FAIL)
    image = imagesync.SyncedImage(
        "app",
        source=sys.argv[1],
        destination=sys.argv[2],
        delete_policy=imagesync.DeletePolicy.TAG,
        opts=pulumi.ResourceOptions(provider=strict),
    )
    pulumi.export("digestRef", image.digest_ref)


stack = automation.create_stack(stack_name="test", project_name="python", program=program)
print(stack.up().outputs["digestRef"].value, flush=True)
sys.stdin.readline()
stack.destroy()
