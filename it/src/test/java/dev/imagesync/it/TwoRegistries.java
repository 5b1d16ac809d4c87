package dev.imagesync.it;

import dev.imagesync.testkit.RegistryProbe;
import dev.imagesync.testkit.RegistryProcess;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** An upstream and a mirror for a class of tests, and a repository of its own on both sides for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoRegistries {

    RegistryProcess upstreamServer;
    RegistryProcess mirrorServer;
    RegistryProbe upstream;
    RegistryProbe mirror;
    /** The same name on both sides. */
    String repository;

    @BeforeAll
    void startRegistries() {
        upstreamServer = RegistryProcess.start();
        mirrorServer = RegistryProcess.start();
        upstream = new RegistryProbe(upstreamServer.host());
        mirror = new RegistryProbe(mirrorServer.host());
    }

    @AfterAll
    void stopRegistries() {
        upstreamServer.close();
        mirrorServer.close();
    }

    @BeforeEach
    void nameRepository(TestInfo test) {
        repository = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    }
}
