package dev.imagesync.packaging;

import java.io.IOException;
import java.util.List;

/** A copy from one registry to another: the command that is worth the most, and that uses the most. */
record CliTraining(String source, String mirror) implements Training {

    @Override
    public String door() {
        return "cli";
    }

    @Override
    public String mainClass() {
        return "dev.imagesync.cli.Main";
    }

    @Override
    public List<String> arguments() {
        return List.of("copy", source + "/team/app:1", mirror + "/cli/app:1", "--output", "json");
    }

    @Override
    public void drive(Process program) throws IOException, InterruptedException {
        String result = new String(program.getInputStream().readAllBytes());
        if (program.waitFor() != 0 || !result.contains("digestRef")) {
            throw new IllegalStateException("the training copy failed: " + result);
        }
    }
}
