package dev.imagesync.transport;

import dev.imagesync.problem.Code;
import dev.imagesync.problem.ImagesyncException;
import dev.imagesync.problem.Problem;
import java.net.URI;

/** Reads the addresses that servers give us, once, where they enter: redirects, uploads, pages. */
final class SuppliedAddress {

    private SuppliedAddress() {}

    /**
     * The absolute address that a text means, with a host.
     *
     * @param base what it is relative to
     * @throws ImagesyncException IS3005 if it is none that a request can be sent to
     */
    static URI resolve(Request request, URI base, String text) {
        if (text.isBlank()) {
            throw refused(request, text, "a redirect to nowhere");
        }
        URI address;
        try {
            address = base.resolve(text);
        } catch (IllegalArgumentException e) {
            throw refused(request, text, "not an address");
        }
        if (address.getHost() == null) {
            // java.net.URI has no host for a name that DNS does not allow, such as that of a container, minio_1.
            String authority = address.getRawAuthority();
            throw refused(
                    request,
                    text,
                    authority != null && authority.contains("_")
                            ? "the name of the host has an underscore, which no name of a host may have"
                            : "an address without a host");
        }
        return address;
    }

    /** The refusal of an address, which is quoted without its query: that may be signed. */
    static ImagesyncException refused(Request request, String address, String why) {
        return new Problem(
                        Code.ADDRESS_REFUSED,
                        request.describe(),
                        "\"" + address.replaceAll("\\?.*", "").replaceAll("//[^/@]*@", "//") + "\": " + why,
                        null,
                        "ask whoever runs " + request.registry() + " why it sends its clients there")
                .toException();
    }
}
