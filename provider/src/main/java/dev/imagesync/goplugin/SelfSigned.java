package dev.imagesync.goplugin;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** A certificate that an EC key gives itself, for the name {@code localhost}. The JDK can sign and read one, but not write it. */
final class SelfSigned {

    private static final Duration BEFORE = Duration.ofDays(1);
    private static final Duration AFTER = Duration.ofDays(3650);

    private static final int[] ECDSA_WITH_SHA256 = {1, 2, 840, 10045, 4, 3, 2};
    private static final int[] COMMON_NAME = {2, 5, 4, 3};
    private static final int[] SUBJECT_ALTERNATIVE_NAME = {2, 5, 29, 17};
    private static final int[] BASIC_CONSTRAINTS = {2, 5, 29, 19};

    private static final String HOST = "localhost";

    private SelfSigned() {}

    /** Valid from a day before, as clocks differ, for ten years. */
    static X509Certificate certificate(KeyPair pair, Instant now) throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.objectIdentifier(ECDSA_WITH_SHA256));
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.objectIdentifier(COMMON_NAME), Der.utf8(HOST))));
        byte[] toBeSigned = Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)), // X.509 version 3
                Der.integer(new BigInteger(127, new SecureRandom()).setBit(0)),
                algorithm,
                name,
                Der.sequence(Der.time(now.minus(BEFORE)), Der.time(now.plus(AFTER))),
                name,
                pair.getPublic().getEncoded(),
                Der.explicit(3, Der.sequence(authority(), alternativeName())));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(toBeSigned);
        byte[] certificate = Der.sequence(toBeSigned, algorithm, Der.bitString(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    /** The host has no other authority for it. */
    private static byte[] authority() {
        return Der.sequence(
                Der.objectIdentifier(BASIC_CONSTRAINTS),
                Der.bool(true), // critical
                Der.octetString(Der.sequence(Der.bool(true))));
    }

    private static byte[] alternativeName() {
        byte[] dnsName = Der.implicit(2, HOST.getBytes(StandardCharsets.US_ASCII));
        return Der.sequence(Der.objectIdentifier(SUBJECT_ALTERNATIVE_NAME), Der.octetString(Der.sequence(dnsName)));
    }
}
