package dev.imagesync.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * Finds the certificates in PEM files that could have issued one of a chain, by their subject, and decodes no other. What is not
 * as usual is passed over: whoever needs to be sure reads all.
 */
final class IssuerSearch {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    /** So many characters of Base64 hold a certificate up to its subject, and no key yet. */
    private static final int HEAD = 1200;

    private final List<byte[]> issuers;

    IssuerSearch(X509Certificate[] chain) {
        this.issuers = Arrays.stream(chain)
                .map(certificate -> certificate.getIssuerX500Principal().getEncoded())
                .toList();
    }

    List<Certificate> in(Collection<Path> paths) {
        List<Certificate> found = new ArrayList<>();
        for (Path path : paths) {
            try {
                for (Path file : PemFiles.filesOf(path)) {
                    search(Files.readString(file, StandardCharsets.ISO_8859_1), found);
                }
            } catch (IOException | CertificateException e) {
                // Whoever reads all of them says what is wrong.
                return found;
            }
        }
        return found;
    }

    private void search(String text, List<Certificate> found) throws CertificateException {
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int body = begin + BEGIN.length();
            int end = text.indexOf(END, body);
            if (end < 0) {
                return;
            }
            if (isIssuer(text.substring(body, Math.min(end, body + HEAD)))) {
                byte[] block = text.substring(begin, end + END.length()).getBytes(StandardCharsets.ISO_8859_1);
                found.add(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block)));
            }
            begin = text.indexOf(BEGIN, end);
        }
    }

    private boolean isIssuer(String head) {
        String base64 = head.replace("\n", "").replace("\r", "");
        try {
            byte[] der = Base64.getDecoder().decode(base64.substring(0, base64.length() & ~3));
            byte[] subject = subject(der);
            return issuers.stream().anyMatch(issuer -> Arrays.equals(issuer, subject));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    /** The subject of a certificate in DER: behind version, serial number, algorithm, issuer and validity (RFC 5280, 4.1). */
    private static byte[] subject(byte[] der) {
        int at = content(der, content(der, 0));
        boolean hasVersion = der[at] == (byte) 0xa0;
        for (int skipped = hasVersion ? 0 : 1; skipped < 5; skipped++) {
            at = end(der, at);
        }
        return Arrays.copyOfRange(der, at, Math.min(end(der, at), der.length));
    }

    /** Where the content of the element at this place begins. */
    private static int content(byte[] der, int at) {
        int length = der[at + 1] & 0xff;
        return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
    }

    /** Where the element at this place ends. */
    private static int end(byte[] der, int at) {
        int begin = content(der, at);
        int length = der[at + 1] & 0xff;
        if (length >= 0x80) {
            length = 0;
            for (int i = at + 2; i < begin; i++) {
                length = (length << 8) | (der[i] & 0xff);
            }
        }
        return begin + length;
    }
}
