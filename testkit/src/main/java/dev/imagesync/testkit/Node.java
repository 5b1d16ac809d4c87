package dev.imagesync.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Node.js, in which CDK for Terraform runs, in Java too. It is the one thing that is not fetched where it is missing. */
public final class Node {

    /** What a test that is left out says. */
    public static final String MISSING = "no node on PATH: the tests of CDK for Terraform are left out";

    private Node() {}

    /** Whether it is there. */
    public static boolean isThere() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
    }
}
