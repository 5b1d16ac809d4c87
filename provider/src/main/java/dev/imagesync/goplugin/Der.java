package dev.imagesync.goplugin;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes ASN.1 in its distinguished encoding: a tag, a length, the content. As much of it as a certificate needs. */
final class Der {

    private static final int CONSTRUCTED = 0x20;
    private static final int CONTEXT = 0x80;
    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    /** From this year on, RFC 5280 wants the form with four digits. */
    private static final int FOUR_DIGITS_FROM = 2050;

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return tagged(0x10 | CONSTRUCTED, concatenated(parts));
    }

    static byte[] set(byte[]... parts) {
        return tagged(0x11 | CONSTRUCTED, concatenated(parts));
    }

    static byte[] bool(boolean value) {
        return tagged(0x01, new byte[] {(byte) (value ? 0xff : 0)});
    }

    static byte[] integer(BigInteger value) {
        return tagged(0x02, value.toByteArray());
    }

    static byte[] bitString(byte[] bytes) {
        byte[] noUnusedBits = {0};
        return tagged(0x03, concatenated(noUnusedBits, bytes));
    }

    static byte[] octetString(byte[] bytes) {
        return tagged(0x04, bytes);
    }

    static byte[] utf8(String text) {
        return tagged(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] objectIdentifier(int... arcs) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(arcs[0] * 40 + arcs[1]);
        for (int index = 2; index < arcs.length; index++) {
            int shift = 28;
            while (shift > 0 && arcs[index] >> shift == 0) {
                shift -= 7;
            }
            for (; shift > 0; shift -= 7) {
                content.write(((arcs[index] >> shift) & 0x7f) | 0x80);
            }
            content.write(arcs[index] & 0x7f);
        }
        return tagged(0x06, content.toByteArray());
    }

    static byte[] time(Instant time) {
        boolean fourDigits = time.atZone(ZoneOffset.UTC).getYear() >= FOUR_DIGITS_FROM;
        String text = (fourDigits ? GENERALIZED_TIME : UTC_TIME).format(time);
        return tagged(fourDigits ? 0x18 : 0x17, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A tag of the context around a value that keeps its own. */
    static byte[] explicit(int tag, byte[] value) {
        return tagged(CONTEXT | CONSTRUCTED | tag, value);
    }

    /** A tag of the context in place of the value's own. */
    static byte[] implicit(int tag, byte[] content) {
        return tagged(CONTEXT | tag, content);
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            out.write(0x80 | length.length - from);
            out.write(length, from, length.length - from);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
