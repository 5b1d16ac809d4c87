package dev.imagesync.registry;

import dev.imagesync.testkit.RegistryKind;
import dev.imagesync.testkit.RegistryOptions;
import dev.imagesync.testkit.RegistryProcess;
import dev.imagesync.testkit.RunningRegistry;
import dev.imagesync.testkit.fake.FakeOptions;
import dev.imagesync.testkit.fake.FakeRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A registry that the contract is tested with.
 *
 * @param name its name in the report of the test
 * @param starter starts it
 * @param deletesTags whether it deletes a tag, where deletes are enabled at all
 * @param mounts whether it mounts blobs
 * @param canDisableDeletes whether it can be started with deletes disabled
 * @param canAskForLogin whether it can ask for a user and a password
 */
record RegistryUnderTest(
        String name,
        Function<RegistryOptions, RunningRegistry> starter,
        boolean deletesTags,
        boolean mounts,
        boolean canDisableDeletes,
        boolean canAskForLogin) {

    /** The real registries that are on this machine, and the fake as the registries that it stands for. */
    static List<RegistryUnderTest> grid() {
        List<RegistryUnderTest> grid = new ArrayList<>();
        RegistryKind.grid().forEach(kind -> grid.add(real(kind)));
        grid.add(fake("FAKE", FakeOptions.STRICT.withBasicLogin()));
        grid.add(fake("FAKE with tokens", FakeOptions.STRICT.withTokens()));
        grid.add(fake("FAKE without mounts", FakeOptions.STRICT.withBasicLogin().withoutMounts()));
        grid.add(fake(
                "FAKE without deletion of tags",
                FakeOptions.STRICT.withBasicLogin().withDeletes(FakeOptions.Deletes.NO_TAGS)));
        return grid;
    }

    private static RegistryUnderTest real(RegistryKind kind) {
        return new RegistryUnderTest(
                kind.name(),
                options -> RegistryProcess.start(kind, options),
                kind.deletesTags(),
                kind.mounts(),
                kind.canDisableDeletes(),
                kind.canAskForLogin());
    }

    private static RegistryUnderTest fake(String name, FakeOptions withLogin) {
        return new RegistryUnderTest(
                name,
                options -> {
                    FakeOptions deleting =
                            options.deletes() ? withLogin : withLogin.withDeletes(FakeOptions.Deletes.NOTHING);
                    return FakeRegistry.start(
                            options.login() ? deleting : deleting.withLogin(new FakeOptions.Login.None()));
                },
                withLogin.deletes() == FakeOptions.Deletes.ALL,
                withLogin.mounts(),
                true,
                true);
    }

    RunningRegistry start(RegistryOptions options) {
        return starter.apply(options);
    }

    @Override
    public String toString() {
        return name;
    }
}
