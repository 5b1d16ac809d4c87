package dev.imagesync.it;

import dev.imagesync.testkit.RegistryProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The table of behaviour, a row a test, each judged by what a real registry holds afterwards. Every engine runs all of it: a row
 * that an engine cannot keep is not to be left out, but to be looked into.
 */
abstract class BehaviourContract extends TwoRegistries
        implements FirstApplyRows, EveryPlanRows, ProgramChangedRows, UnknownRows, TearDownRows {

    private Engine engine;

    /** A new engine. */
    abstract Engine start();

    @BeforeEach
    void startEngine() {
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
