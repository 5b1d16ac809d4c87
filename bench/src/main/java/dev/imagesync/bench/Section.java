package dev.imagesync.bench;

import java.util.ArrayList;
import java.util.List;

/** A heading, a few sentences about what is measured, and a table. Not thread-safe. */
final class Section {

    private final StringBuilder text = new StringBuilder();

    Section(String heading, String about, List<String> columns) {
        text.append("## ").append(heading).append("\n\n").append(about.strip()).append("\n\n");
        row(columns);
        row(columns.stream().map(column -> "---").toList());
    }

    void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    void row(String first, List<String> others) {
        List<String> cells = new ArrayList<>(List.of(first));
        cells.addAll(others);
        row(cells);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
