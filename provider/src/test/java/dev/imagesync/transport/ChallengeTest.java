package dev.imagesync.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChallengeTest {

    @Test
    void readsABearerChallenge() {
        assertThat(
                        Challenge.parse(
                                List.of(
                                        "Bearer realm=\"https://auth.example.com/token\",service=\"registry\",scope=\"repository:a/b:pull,push\"")))
                .containsExactly(new Challenge(
                        "bearer",
                        Map.of(
                                "realm", "https://auth.example.com/token",
                                "service", "registry",
                                "scope", "repository:a/b:pull,push")));
    }

    @Test
    void readsSeveralChallengesInOneHeaderAndInSeveral() {
        assertThat(Challenge.parse(List.of("Negotiate, Basic realm=\"a, b\", Bearer realm=x", "Digest nonce=\"1\"")))
                .extracting(Challenge::scheme)
                .containsExactly("negotiate", "basic", "bearer", "digest");
    }

    @Test
    void readsUnquotedEscapedAndOddlyCasedParameters() {
        assertThat(Challenge.parse(List.of("BEARER Realm = \"a\\\"b\" , SERVICE=c")))
                .containsExactly(new Challenge("bearer", Map.of("realm", "a\"b", "service", "c")));
    }

    @Test
    void survivesWhatIsNoChallenge() {
        for (String header : List.of("", ",", "=", "Bearer", "Bearer realm=", "Bearer realm=\"open", "\"", "a=b")) {
            assertThat(Challenge.parse(List.of(header))).hasSizeLessThan(3);
        }
    }
}
