package dev.ioreq.playground.apiserver.schema;

/** How writers share a list ({@code x-kubernetes-list-type}). */
public enum ListType {
    /** One owner for the whole list. */
    ATOMIC,
    /** Each scalar has its owners. */
    SET,
    /** Each item has its owners; items are told apart by their keys. */
    MAP
}
