package dev.imagesync.operation;

/**
 * Something amiss that does not stop the work.
 *
 * @param summary what kind of thing it is, in a few words; the same for all of its kind
 * @param property the property of the resource that it is about, in camel case; empty if it is about none
 * @param text one or two sentences, complete without the summary
 */
public record Warning(String summary, String property, String text) {}
