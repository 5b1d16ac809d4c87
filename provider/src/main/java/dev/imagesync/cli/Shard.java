package dev.imagesync.cli;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import dev.imagesync.reference.ImageReference;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A part of a list, for one of several machines that copy it. All images of a repository are in one part, so that what they share is
 * moved once, and in the same part whatever else is in the list.
 *
 * @param index which part; the first is 0, as the index of a Kubernetes Job is
 * @param count how many there are
 */
record Shard(int index, int count) {

    /** All of a list. */
    static final Shard WHOLE = new Shard(0, 1);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

    /**
     * Reads {@code 0/8}.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1012 if the text is no part of anything
     */
    static Shard parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            Shard shard = new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            if (shard.index() < shard.count()) {
                return shard;
            }
        }
        throw Problem.ofInput(
                        Code.COMMAND_LINE_INVALID,
                        "--shard is \"" + text + "\"",
                        "write INDEX/COUNT, the first index is 0: 0/8 to 7/8 are the parts of eight")
                .toException();
    }

    /** Whether an image of this destination is in this part. */
    boolean has(ImageReference destination) {
        CRC32 hash = new CRC32();
        hash.update(destination.repository().canonical().toString().getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % count == index;
    }
}
