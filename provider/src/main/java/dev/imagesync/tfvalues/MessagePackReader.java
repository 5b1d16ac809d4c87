package dev.imagesync.tfvalues;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The items of MessagePack, one after another. What an item announces is believed only as far as there are bytes for it. */
final class MessagePackReader {

    /** What an item is, told by its first byte. */
    enum Kind {
        NIL("null"),
        BOOL("a bool"),
        INTEGER("a number"),
        FLOAT("a number"),
        TEXT("a string"),
        BYTES("bytes"),
        ARRAY("an array"),
        MAP("a map"),
        EXTENSION("an unknown value"),
        RESERVED("the byte c1, which means nothing");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final ByteBuffer bytes;
    private final Trail trail;

    MessagePackReader(byte[] bytes, Trail trail) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.trail = trail;
    }

    boolean atEnd() {
        return !bytes.hasRemaining();
    }

    Kind findForWrite() {
        if (atEnd()) {
            throw truncated();
        }
        int first = bytes.get(bytes.position()) & 0xff;
        return switch (first >> 4) {
            case 0x8 -> Kind.MAP;
            case 0x9 -> Kind.ARRAY;
            case 0xa, 0xb -> Kind.TEXT;
            case 0xc, 0xd -> peekLong(first);
            default -> Kind.INTEGER;
        };
    }

    private static Kind peekLong(int first) {
        return switch (first) {
            case 0xc0 -> Kind.NIL;
            case 0xc1 -> Kind.RESERVED;
            case 0xc2, 0xc3 -> Kind.BOOL;
            case 0xc4, 0xc5, 0xc6 -> Kind.BYTES;
            case 0xc7, 0xc8, 0xc9, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> Kind.EXTENSION;
            case 0xca, 0xcb -> Kind.FLOAT;
            case 0xd9, 0xda, 0xdb -> Kind.TEXT;
            case 0xdc, 0xdd -> Kind.ARRAY;
            case 0xde, 0xdf -> Kind.MAP;
            default -> Kind.INTEGER;
        };
    }

    /** Takes a nil, if one is next. */
    boolean nextIsNil() {
        if (findForWrite() != Kind.NIL) {
            return false;
        }
        bytes.get();
        return true;
    }

    boolean bool() {
        expect(Kind.BOOL, Kind.BOOL.words);
        return bytes.get() == (byte) 0xc3;
    }

    String text() {
        expect(Kind.TEXT, Kind.TEXT.words);
        int first = bytes.get() & 0xff;
        return utf8(
                switch (first) {
                    case 0xd9 -> length(1);
                    case 0xda -> length(2);
                    case 0xdb -> length(4);
                    default -> room(first & 0x1f, 1);
                });
    }

    /** Bytes that are text: some writers mark them as bytes, some as a string. */
    String bytesAsText() {
        if (findForWrite() == Kind.TEXT) {
            return text();
        }
        expect(Kind.BYTES, Kind.BYTES.words);
        return utf8(length(1 << (bytes.get() & 0x3)));
    }

    /** A number in any of its forms. */
    BigDecimal number() {
        return switch (findForWrite()) {
            case INTEGER -> integer();
            case FLOAT -> floating();
            case TEXT -> Decimal.parse(text(), trail);
            case NIL, BOOL, BYTES, ARRAY, MAP, EXTENSION, RESERVED -> throw unexpected("a number");
        };
    }

    private BigDecimal integer() {
        int first = bytes.get() & 0xff;
        need(first < 0xcc || first > 0xd3 ? 0 : 1 << (first & 0x3));
        return switch (first) {
            case 0xcc -> BigDecimal.valueOf(bytes.get() & 0xff);
            case 0xcd -> BigDecimal.valueOf(bytes.getShort() & 0xffff);
            case 0xce -> BigDecimal.valueOf(Integer.toUnsignedLong(bytes.getInt()));
            case 0xcf -> {
                byte[] magnitude = new byte[8];
                bytes.get(magnitude);
                yield new BigDecimal(new BigInteger(1, magnitude));
            }
            case 0xd0 -> BigDecimal.valueOf(bytes.get());
            case 0xd1 -> BigDecimal.valueOf(bytes.getShort());
            case 0xd2 -> BigDecimal.valueOf(bytes.getInt());
            case 0xd3 -> BigDecimal.valueOf(bytes.getLong());
            default -> BigDecimal.valueOf((byte) first);
        };
    }

    private BigDecimal floating() {
        boolean single = bytes.get() == (byte) 0xca;
        need(single ? 4 : 8);
        double number = single ? bytes.getFloat() : bytes.getDouble();
        if (!Double.isFinite(number)) {
            throw fail("the number " + number + " is not finite");
        }
        return new BigDecimal(number);
    }

    /** The number of elements that follow. */
    int arrayLength() {
        expect(Kind.ARRAY, Kind.ARRAY.words);
        int first = bytes.get() & 0xff;
        return switch (first) {
            case 0xdc -> length(2);
            case 0xdd -> length(4);
            default -> room(first & 0xf, 1);
        };
    }

    /** The number of entries that follow, each a key and a value. */
    int mapLength() {
        expect(Kind.MAP, Kind.MAP.words);
        int first = bytes.get() & 0xff;
        int entries =
                switch (first) {
                    case 0xde -> length(2);
                    case 0xdf -> length(4);
                    default -> first & 0xf;
                };
        return room(entries, 2);
    }

    /** An item whose meaning its code tells. */
    record Extension(int code, byte[] payload) {}

    Extension extension() {
        expect(Kind.EXTENSION, Kind.EXTENSION.words);
        int first = bytes.get() & 0xff;
        long length = first >= 0xd4 ? 1 << (first - 0xd4) : unsigned(1 << (first - 0xc7));
        need(1 + length);
        byte code = bytes.get();
        byte[] payload = new byte[(int) length];
        bytes.get(payload);
        return new Extension(code, payload);
    }

    private String utf8(int length) {
        ByteBuffer text = bytes.slice(bytes.position(), length);
        try {
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(text).toString();
            bytes.position(bytes.position() + length);
            return decoded;
        } catch (CharacterCodingException e) {
            throw fail("a string that is not UTF-8");
        }
    }

    /** Reads a length, which as many bytes at least must follow. */
    private int length(int width) {
        return room(unsigned(width), 1);
    }

    private long unsigned(int width) {
        need(width);
        return switch (width) {
            case 1 -> bytes.get() & 0xff;
            case 2 -> bytes.getShort() & 0xffff;
            default -> Integer.toUnsignedLong(bytes.getInt());
        };
    }

    private int room(long items, int bytesEach) {
        need(items * bytesEach);
        return (int) items;
    }

    private void need(long count) {
        if (bytes.remaining() < count) {
            throw truncated();
        }
    }

    private void expect(Kind kind, String words) {
        if (findForWrite() != kind) {
            throw unexpected(words);
        }
    }

    ValueException unexpected(String wanted) {
        return fail(wanted + " is expected, but here is " + findForWrite().words);
    }

    private ValueException truncated() {
        return fail("the value is cut off");
    }

    ValueException fail(String problem) {
        return trail.fail(problem + " (byte " + bytes.position() + ")");
    }
}
