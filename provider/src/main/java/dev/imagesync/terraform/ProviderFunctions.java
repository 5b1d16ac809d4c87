package dev.imagesync.terraform;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.Problem;
import java.util.List;

/** The functions that there are. */
final class ProviderFunctions {

    static final List<ProviderFunction> ALL = List.of(
            ParseReference.FUNCTION, ManifestFunctions.IMAGES, ManifestFunctions.DESTINATION, ManifestFunctions.RENDER);

    private ProviderFunctions() {}

    /**
     * The function of this name.
     *
     * @throws dev.imagesync.problem.ImagesyncException IS1006 if there is none
     */
    static ProviderFunction named(String name) {
        return ALL.stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.ofInput(
                                Code.INPUT_INVALID, "there is no function " + name, "see the pages of the provider")
                        .toException());
    }
}
