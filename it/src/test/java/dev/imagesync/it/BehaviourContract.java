package dev.imagesync.it;

import dev.imagesync.testkit.RegistryProcess;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/**
 * The table of behaviour, a row a test, each judged by what a real registry holds afterwards. Every engine runs all of it: a row
 * that an engine cannot keep is not to be left out, but to be looked into.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BehaviourContract
        implements FirstApplyRows, EveryPlanRows, ProgramChangedRows, UnknownRows, TearDownRows {

    private RegistryProcess upstreamServer;
    private RegistryProcess mirrorServer;
    private Engine engine;
    private String repository;

    /** A new engine. */
    abstract Engine start();

    @BeforeAll
    void startRegistries() {
        upstreamServer = RegistryProcess.start();
        mirrorServer = RegistryProcess.start();
    }

    @AfterAll
    void stopRegistries() {
        upstreamServer.close();
        mirrorServer.close();
    }

    @BeforeEach
    void startEngine(TestInfo test) {
        repository = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        engine = start();
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public RegistryProcess upstreamServer() {
        return upstreamServer;
    }

    @Override
    public RegistryProcess mirrorServer() {
        return mirrorServer;
    }

    @Override
    public String repository() {
        return repository;
    }
}
