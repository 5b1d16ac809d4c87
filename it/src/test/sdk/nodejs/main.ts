// Mirrors an image, tells its reference by digest, and takes it away again: main.js SOURCE DESTINATION.
import { once } from "node:events";
import * as imagesync from "@imagesync/pulumi";
import * as automation from "@pulumi/pulumi/automation";

const [source, destination] = process.argv.slice(2);

async function program() {
    const strict = new imagesync.Provider("strict", { onUnreachable: imagesync.OnUnreachable.Fail });
    const image = new imagesync.SyncedImage(
        "app",
        { source, destination, deletePolicy: imagesync.DeletePolicy.Tag },
        { provider: strict },
    );
    return { digestRef: image.digestRef };
}

async function main() {
    const stack = await automation.LocalWorkspace.createStack({ stackName: "test", projectName: "nodejs", program });
    console.log((await stack.up()).outputs.digestRef.value);
    await once(process.stdin, "data");
    await stack.destroy();
    process.exit();
}

main();
