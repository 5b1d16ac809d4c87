package dev.imagesync.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How a registry is started.
 *
 * @param deletes whether it deletes at all
 * @param login whether it asks for {@link #USER} and {@link #PASSWORD}
 * @param tls the certificate of one that speaks TLS, or null; distribution alone can
 */
public record RegistryOptions(boolean deletes, boolean login, @Nullable TlsIdentity tls) {

    /** The user that a registry with login knows. */
    public static final String USER = "alice";

    /** The password of {@link #USER}. */
    public static final String PASSWORD = "secret";

    /** The password of {@link #USER} after {@link RegistryProcess#rotatePassword}. */
    public static final String NEXT_PASSWORD = "rotated";

    /** Deletes enabled, no login. */
    public static final RegistryOptions OPEN = new RegistryOptions(true, false, null);

    /** Deletes disabled, no login: what distribution is by default. */
    public static final RegistryOptions WITHOUT_DELETES = new RegistryOptions(false, false, null);

    /** Deletes enabled, with login. */
    public static final RegistryOptions WITH_LOGIN = new RegistryOptions(true, true, null);

    /** {@link #USER} and {@link #PASSWORD} as an htpasswd file has them, in bcrypt. */
    static final String HTPASSWD = USER + ":$2a$05$RejKXhjMluuJK6X0kZJiCedC/hzjtgJEkqxX/yO7/7FP8fTO9c8wa\n";

    /** {@link #USER} and {@link #NEXT_PASSWORD}. */
    static final String NEXT_HTPASSWD = USER + ":$2a$05$CVArvccc618EfseXaDcHO.uv4gBuP/BHEX4X5OxRaalHZg4C1gVKW\n";

    /** The text of a docker config that logs {@link #USER} in at this registry, with this password. */
    public static String dockerConfig(String host, String password) {
        String login = Base64.getEncoder().encodeToString((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
        return "{\"auths\":{\"" + host + "\":{\"auth\":\"" + login + "\"}}}";
    }

    /** The same over TLS. */
    public RegistryOptions withTls(TlsIdentity identity) {
        return new RegistryOptions(deletes, login, identity);
    }
}
