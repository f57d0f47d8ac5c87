package dev.ioreq.protocol.handover;

/** One message of the handover. Its descriptors travel beside it; {@link HandoverType#descriptors()} says how many. */
public sealed interface HandoverMessage
        permits Hello, Offer, Ready, Ranges, Detach, Detached, Resume, Resumed, HandoverError {

    /** The message's type on the wire. */
    HandoverType type();
}
