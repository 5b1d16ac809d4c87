package dev.imagesync.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What users see of a problem, in every shape that it has. */
class ProblemTest {

    private static final Problem FULL = new Problem(
            Code.CREDENTIALS_REFUSED,
            "HEAD registry.example.com/v2/team/app/manifests/1.4",
            "401 UNAUTHORIZED: authentication required",
            "/home/ci/.docker/config.json for registry.example.com, user \"ci\"",
            "run `docker login registry.example.com`");

    @Test
    void withEverything() {
        assertThat(FULL.render())
                .isEqualTo(
                        """
                        [IS2101] the registry refused the credentials
                          doing    HEAD registry.example.com/v2/team/app/manifests/1.4
                          answer   401 UNAUTHORIZED: authentication required
                          used     /home/ci/.docker/config.json for registry.example.com, user "ci"
                          next     run `docker login registry.example.com`""");
        assertThat(FULL.oneLine())
                .isEqualTo("the registry refused the credentials: HEAD registry.example.com/v2/team/app/manifests/1.4"
                        + " (401 UNAUTHORIZED: authentication required); run `docker login registry.example.com`"
                        + " [IS2101]");
    }

    @Test
    void withoutACredential() {
        Problem problem = new Problem(
                Code.DELETE_UNSUPPORTED,
                "delete the tag r.example.com/a:1",
                "405 UNSUPPORTED: no",
                null,
                "do it by hand");
        assertThat(problem.render())
                .isEqualTo(
                        """
                        [IS4006] the registry cannot delete a tag
                          doing    delete the tag r.example.com/a:1
                          answer   405 UNSUPPORTED: no
                          next     do it by hand""");
        assertThat(problem.oneLine())
                .isEqualTo("the registry cannot delete a tag: delete the tag r.example.com/a:1 (405 UNSUPPORTED: no);"
                        + " do it by hand [IS4006]");
    }

    @Test
    void ofAnInputThatNoRegistryWasAskedAbout() {
        Problem problem = Problem.ofInput(Code.PLATFORM_MALFORMED, "\"arm64\" is not a platform", "write linux/arm64");
        assertThat(problem.render())
                .isEqualTo(
                        """
                        [IS1011] the platform is malformed
                          doing    "arm64" is not a platform
                          next     write linux/arm64""");
        assertThat(problem.oneLine())
                .isEqualTo("the platform is malformed: \"arm64\" is not a platform; write linux/arm64 [IS1011]");
    }

    @Test
    void toldByAPlaceThatKnowsMore() {
        Problem problem = Problem.ofInput(Code.TIMED_OUT, "HEAD x", "try again")
                .withCredential("identity token")
                .withNext("wait for the registry");
        assertThat(problem.render())
                .isEqualTo(
                        """
                        [IS3004] the registry did not answer in time
                          doing    HEAD x
                          used     identity token
                          next     wait for the registry""");
    }

    @Test
    void isTheMessageOfItsException() {
        assertThat(FULL.toException()).hasMessage(FULL.render());
        assertThat(FULL.toException().code()).isEqualTo(Code.CREDENTIALS_REFUSED);
    }

    @Test
    void codesAreUniqueAndSaidInLowerCaseWithoutAFullStop() {
        assertThat(Code.values())
                .extracting(Code::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("IS[1-69]\\d{3}"));
        List<String> summaries = Arrays.stream(Code.values()).map(Code::summary).collect(Collectors.toList());
        assertThat(summaries).doesNotHaveDuplicates().allMatch(text -> text.matches("[a-z].*[^.?!]"));
    }
}
