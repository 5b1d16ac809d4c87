package dev.imagesync.cdktf;

import com.hashicorp.cdktf.TerraformProvider;
import com.hashicorp.cdktf.TerraformProviderConfig;
import com.hashicorp.cdktf.TerraformProviderGeneratorMetadata;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** The provider {@code imagesync}. A stack with synced images needs one; without it the synthesis says so. */
public class ImagesyncProvider extends TerraformProvider {

    /** The address of the provider. */
    public static final String SOURCE = "imagesync/imagesync";

    static final String NAME = "imagesync";
    private static final String VERSIONS = "~> 0.1";

    private final Map<String, Object> attributes;
    private final @Nullable String alias;

    /** With credentials from the docker config, and all else as usual. */
    public ImagesyncProvider(Construct scope, String id) {
        this(scope, id, ImagesyncProviderConfig.builder().build());
    }

    /**
     * Adds it to a stack.
     *
     * @param id its name in the stack
     */
    public ImagesyncProvider(Construct scope, String id, ImagesyncProviderConfig config) {
        super(
                scope,
                id,
                TerraformProviderConfig.builder()
                        .terraformResourceType(NAME)
                        .terraformProviderSource(SOURCE)
                        .terraformGeneratorMetadata(TerraformProviderGeneratorMetadata.builder()
                                .providerName(NAME)
                                .providerVersionConstraint(VERSIONS)
                                .build())
                        .build());
        this.attributes = config.toMap();
        this.alias = config.alias();
    }

    @Override
    public @Nullable String getAlias() {
        return alias;
    }

    @Override
    protected Map<String, Object> synthesizeAttributes() {
        return attributes;
    }
}
