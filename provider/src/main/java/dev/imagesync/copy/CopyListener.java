package dev.imagesync.copy;

/** Hears how a copy goes. Called from several threads. */
public interface CopyListener {

    /** Hears nothing. */
    CopyListener NONE = new CopyListener() {};

    /** This many more bytes are to be moved. */
    default void planned(long bytes) {}

    /** This many bytes were moved. */
    default void moved(long bytes) {}

    /** A layer was left out because it must not be distributed; the words name it. */
    default void leftOut(String words) {}
}
