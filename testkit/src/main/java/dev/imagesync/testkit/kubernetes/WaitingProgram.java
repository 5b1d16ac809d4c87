package dev.imagesync.testkit.kubernetes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A program of Linux on x86-64 that needs nothing else: it waits for SIGTERM or until its time is over, and ends well. It is what runs in
 * the containers of tests, and small enough to be written out here.
 */
public final class WaitingProgram {

    private static final long PLACE = 0x400000;
    private static final int HEADERS = 64 + 56;

    /** Blocks SIGTERM, since the first process of a container would not see it else, then takes it from the queue. */
    private static final byte[] CODE = HexFormat.of()
            .parseHex(
                    """
                    b80e000000
                    31ff
                    488d3530000000
                    31d2
                    41ba08000000
                    0f05
                    b880000000
                    488d3d1a000000
                    31f6
                    488d1519000000
                    41ba08000000
                    0f05
                    b83c000000
                    31ff
                    0f05
                    """
                            .replace("\n", ""));

    /** The set of signals that has SIGTERM (15) alone. */
    private static final long SIGTERM = 1L << 14;

    /** As long as any test. */
    private static final Duration LONG = Duration.ofDays(1);

    private WaitingProgram() {}

    /**
     * Writes one that waits for SIGTERM.
     *
     * @param mark follows the program in the file, and has no meaning; other marks make other images
     */
    public static Path in(Path file, String mark) throws IOException {
        return in(file, mark, LONG);
    }

    /**
     * Writes one that ends after this time, or before at SIGTERM.
     *
     * @param mark follows the program in the file, and has no meaning; other marks make other images
     */
    public static Path in(Path file, String mark, Duration time) throws IOException {
        byte[] end = mark.getBytes(StandardCharsets.UTF_8);
        int size = HEADERS + CODE.length + 3 * Long.BYTES;
        ByteBuffer elf = ByteBuffer.allocate(size + end.length).order(ByteOrder.LITTLE_ENDIAN);
        // An executable (2) of 64 bits for x86-64 (62) that begins after its headers, of which the one of its only
        // segment is next.
        elf.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
        elf.putShort((short) 2).putShort((short) 62).putInt(1);
        elf.putLong(PLACE + HEADERS).putLong(64).putLong(0).putInt(0);
        elf.putShort((short) 64).putShort((short) 56).putShort((short) 1);
        elf.putShort((short) 64).putShort((short) 0).putShort((short) 0);
        // The segment is loaded (1), read and executed (4 + 1), and is the whole file.
        elf.putInt(1)
                .putInt(5)
                .putLong(0)
                .putLong(PLACE)
                .putLong(PLACE)
                .putLong(size)
                .putLong(size)
                .putLong(0x1000);
        elf.put(CODE)
                .putLong(SIGTERM)
                .putLong(time.toSeconds())
                .putLong(time.toNanosPart())
                .put(end);
        Files.write(file, elf.array());
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
