package dev.imagesync.tfvalues;

/** Values as Terraform stores them in its state. */
public final class Json {

    private Json() {}

    /**
     * Reads one value. State may have been written under another version of the type: attributes that the type does not have
     * are left out, those that are missing are null. As in Terraform, a primitive may be written as a string.
     *
     * @throws ValueException if the bytes are not a value of this type, or not that alone
     */
    public static Value decode(Type type, byte[] bytes) {
        return new JsonDecoder(bytes).decodeAll(type);
    }
}
