package dev.imagesync.transport;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Certificates and keys in PEM files. */
final class PemFiles {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final HexFormat HEX = HexFormat.of();

    /** The beginning of a PKCS#8 key for RSA: version 0, and the algorithm rsaEncryption (RFC 8017, appendix A.1). */
    private static final byte[] RSA = HEX.parseHex("020100300d06092a864886f70d0101010500");

    /** The algorithm id-ecPublicKey (RFC 5480), without the curve. */
    private static final byte[] EC = HEX.parseHex("06072a8648ce3d0201");

    private PemFiles() {}

    /** The files and folders of {@code SSL_CERT_FILE} and {@code SSL_CERT_DIR}; the latter lists them with colons. */
    static List<Path> paths(@Nullable String file, @Nullable String folders) {
        return Stream.concat(
                        Stream.ofNullable(file),
                        Stream.ofNullable(folders).flatMap(all -> Arrays.stream(all.split(":", -1))))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .toList();
    }

    /** All certificates of a file, or of the files of a folder. */
    static Collection<? extends Certificate> certificates(Path path) {
        if (Files.isDirectory(path)) {
            return certificatesIn(path);
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(path)));
        } catch (IOException e) {
            throw unreadable(path, "it cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw unreadable(path, "it holds no certificates in PEM", e);
        }
    }

    private static Collection<Certificate> certificatesIn(Path folder) {
        List<Certificate> all = new ArrayList<>();
        try {
            for (Path file : filesOf(folder)) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains("BEGIN CERTIFICATE")) {
                    all.addAll(certificates(file));
                }
            }
            return all;
        } catch (IOException e) {
            throw unreadable(folder, "it cannot be read", e);
        }
    }

    /** The file itself, or the files of a folder, sorted. */
    static List<Path> filesOf(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The private key of a file: PKCS#8, or the older forms of RSA and EC keys. An encrypted one is refused. */
    static PrivateKey privateKey(Path path) {
        String text;
        try {
            text = Files.readString(path, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw unreadable(path, "it cannot be read", e);
        }
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String kind = block.group(1);
            if (kind.endsWith("PRIVATE KEY") && !kind.startsWith("ENCRYPTED")) {
                try {
                    return key(kind, Base64.getMimeDecoder().decode(block.group(2)));
                } catch (GeneralSecurityException | IllegalArgumentException e) {
                    throw unreadable(path, "its key cannot be understood", null);
                }
            }
        }
        throw unreadable(path, "it holds no private key in PEM that is not encrypted", null);
    }

    private static PrivateKey key(String kind, byte[] der) throws GeneralSecurityException {
        byte[] pkcs8 =
                switch (kind) {
                    case "RSA PRIVATE KEY" -> sequence(RSA, tagged(0x04, der));
                    case "EC PRIVATE KEY" ->
                        sequence(new byte[] {2, 1, 0}, sequence(EC, curveOf(der)), tagged(0x04, der));
                    default -> der;
                };
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            Optional<PrivateKey> key = keyOf(algorithm, pkcs8);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new InvalidKeySpecException("a key of an unknown kind");
    }

    private static Optional<PrivateKey> keyOf(String algorithm, byte[] pkcs8) throws GeneralSecurityException {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        }
    }

    /** The curve of an EC key, which stands in its field [0] (RFC 5915). */
    private static byte[] curveOf(byte[] sec1) throws InvalidKeySpecException {
        for (int i = 0; i + 3 < sec1.length; i++) {
            boolean isCurve = (sec1[i] & 0xff) == 0xa0 && sec1[i + 2] == 0x06 && sec1[i + 1] == sec1[i + 3] + 2;
            if (isCurve) {
                return Arrays.copyOfRange(sec1, i + 2, i + 2 + sec1[i + 1]);
            }
        }
        throw new InvalidKeySpecException("an EC key without a named curve");
    }

    private static byte[] sequence(byte[]... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            body.writeBytes(part);
        }
        return tagged(0x30, body.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static ImagesyncException unreadable(Path path, String why, @Nullable Exception cause) {
        Problem problem = Problem.ofInput(
                Code.CERTIFICATE_UNREADABLE, path + ": " + why, "give a PEM file that this account may read");
        return cause == null ? problem.toException() : problem.toException(cause);
    }
}
