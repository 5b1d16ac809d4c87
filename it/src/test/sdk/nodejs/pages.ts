// Runs a program of Pulumi as users write it, tells what it gives out, and takes everything away again: pages.js FILE.
import * as automation from "@pulumi/pulumi/automation";

async function program() {
    const page = require(process.argv[2]);
    return typeof page === "function" ? page() : { ...page };
}

async function main() {
    const stack = await automation.LocalWorkspace.createStack({ stackName: "page", projectName: "nodejs", program });
    console.log(JSON.stringify((await stack.up()).outputs));
    await stack.destroy();
    await stack.workspace.removeStack("page");
    process.exit();
}

main();
