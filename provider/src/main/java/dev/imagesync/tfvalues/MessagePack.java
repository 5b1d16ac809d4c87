package dev.imagesync.tfvalues;

/**
 * Values as Terraform puts them on the wire: MessagePack with an extension for what is unknown. Objects carry all their
 * attributes; a number is an integer, a float or, where neither holds it exactly, a decimal string. Equal values give equal bytes.
 */
public final class MessagePack {

    private MessagePack() {}

    /**
     * Reads one value.
     *
     * @throws ValueException if the bytes are not a value of this type, or not that alone
     */
    public static Value decode(Type type, byte[] bytes) {
        return new MessagePackDecoder(bytes).decodeAll(type);
    }

    /**
     * Writes a value. Attributes that it does not name are written as null.
     *
     * @throws ValueException if it is not of this type
     */
    public static byte[] encode(Type type, Value value) {
        return new MessagePackEncoder().encodeAll(type, value);
    }
}
