package dev.imagesync.tfvalues;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The items of MessagePack, each in its shortest form. */
final class MessagePackWriter {

    private static final int NIL = 0xc0;
    private static final int FALSE = 0xc2;
    private static final int TRUE = 0xc3;
    private static final int FLOAT_64 = 0xcb;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    void nil() {
        out.write(NIL);
    }

    void bool(boolean value) {
        out.write(value ? TRUE : FALSE);
    }

    void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length < 32) {
            out.write(0xa0 | utf8.length);
        } else {
            header(0xd9, utf8.length);
        }
        out.writeBytes(utf8);
    }

    void binary(byte[] bytes) {
        header(0xc4, bytes.length);
        out.writeBytes(bytes);
    }

    /** An integer, a float, or, where neither holds it exactly, a decimal string. */
    void number(BigDecimal number) {
        if (number.stripTrailingZeros().scale() > 0) {
            double nearest = number.doubleValue();
            if (Double.isFinite(nearest) && new BigDecimal(nearest).compareTo(number) == 0) {
                out.write(FLOAT_64);
                fixed(8, Double.doubleToRawLongBits(nearest));
            } else {
                text(number.toPlainString());
            }
        } else if (number.toBigInteger().bitLength() < Long.SIZE) {
            integer(number.longValue());
        } else {
            text(number.toPlainString());
        }
    }

    void integer(long value) {
        if (value >= 0) {
            if (value < 0x80) {
                out.write((int) value);
            } else {
                sized(0xcc, value, Long.SIZE - Long.numberOfLeadingZeros(value));
            }
        } else if (value >= -32) {
            out.write((int) value);
        } else {
            sized(0xd0, value, Long.SIZE + 1 - Long.numberOfLeadingZeros(~value));
        }
    }

    void arrayLength(int length) {
        container(0x90, 0xdc, length);
    }

    void mapLength(int length) {
        container(0x80, 0xde, length);
    }

    void extension(int code, byte[] payload) {
        if (Integer.bitCount(payload.length) == 1 && payload.length <= 16) {
            out.write(0xd4 + Integer.numberOfTrailingZeros(payload.length));
        } else {
            header(0xc7, payload.length);
        }
        out.write(code);
        out.writeBytes(payload);
    }

    void raw(byte[] items) {
        out.writeBytes(items);
    }

    /** Lengths of 8, 16 and 32 bits have first bytes that follow each other. */
    private void header(int first, int length) {
        if (length < 0x100) {
            out.write(first);
            fixed(1, length);
        } else if (length < 0x10000) {
            out.write(first + 1);
            fixed(2, length);
        } else {
            out.write(first + 2);
            fixed(4, length);
        }
    }

    private void container(int small, int first, int length) {
        if (length < 16) {
            out.write(small | length);
        } else if (length < 0x10000) {
            out.write(first);
            fixed(2, length);
        } else {
            out.write(first + 1);
            fixed(4, length);
        }
    }

    /** An integer of 8, 16, 32 or 64 bits, whose first bytes follow each other. */
    private void sized(int first, long value, int bits) {
        int power = bits <= 8 ? 0 : bits <= 16 ? 1 : bits <= 32 ? 2 : 3;
        out.write(first + power);
        fixed(1 << power, value);
    }

    private void fixed(int width, long value) {
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        out.write(all, Long.BYTES - width, width);
    }
}
