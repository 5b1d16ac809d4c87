package dev.imagesync.cdktf;

import com.hashicorp.cdktf.IResolvable;
import java.util.List;
import java.util.Map;

/** How one registry is spoken to, and as whom. Immutable. */
public final class ImagesyncRegistry {

    private final Map<String, Object> values;

    private ImagesyncRegistry(Attributes attributes) {
        this.values = attributes.toMap();
    }

    Map<String, Object> toMap() {
        return values;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Sets what is not as usual; nothing is required. */
    public static final class Builder {

        private final Attributes attributes = new Attributes();

        private Builder() {}

        /** Together with {@code password}. */
        public Builder username(String username) {
            attributes.set("username", username);
            return this;
        }

        /** Together with {@code username}. It ends up in the synthesised JSON: give a token of a sensitive variable, or let the docker config know it. */
        public Builder password(String password) {
            attributes.set("password", password);
            return this;
        }

        /** An OAuth2 refresh token, in place of a password; see there. */
        public Builder identityToken(String identityToken) {
            attributes.set("identity_token", identityToken);
            return this;
        }

        /** Speak plain HTTP. Default: only on loopback. */
        public Builder plainHttp(Boolean plainHttp) {
            attributes.set("plain_http", plainHttp);
            return this;
        }

        /** Speak plain HTTP. Default: only on loopback. */
        public Builder plainHttp(IResolvable plainHttp) {
            attributes.set("plain_http", plainHttp);
            return this;
        }

        /** A file with certificates, in PEM, of authorities to trust besides the usual ones. */
        public Builder caFile(String caFile) {
            attributes.set("ca_file", caFile);
            return this;
        }

        /** A file with the certificate, in PEM, to show; together with {@link #clientKeyFile}. */
        public Builder clientCertFile(String clientCertFile) {
            attributes.set("client_cert_file", clientCertFile);
            return this;
        }

        /** A file with its key, in PEM. */
        public Builder clientKeyFile(String clientKeyFile) {
            attributes.set("client_key_file", clientKeyFile);
            return this;
        }

        /** Hosts on private addresses that the registry may send us to. Default: none. */
        public Builder trustedHosts(List<String> trustedHosts) {
            attributes.set("trusted_hosts", trustedHosts);
            return this;
        }

        /** How many requests go there at a time. Default: the provider's. */
        public Builder maxConcurrency(Number maxConcurrency) {
            attributes.set("max_concurrency", maxConcurrency);
            return this;
        }

        public ImagesyncRegistry build() {
            return new ImagesyncRegistry(attributes);
        }
    }
}
