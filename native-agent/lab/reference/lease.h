/*
 * The connection to the agent, which is the lease: as long as it lives, this process answers the guest. Protocol:
 * protocol/src/main/c/ioreq_handover.h, which has to come before Xen's headers: both name the types of requests, once
 * as an enum, once as macros. What is against the protocol, or refused by the agent, ends the program.
 */
#pragma once
#include "ioreq_handover.h"
#include <stdbool.h>

#define MAX_RANGES 256

struct lease {
    int agent; /* -1: the agent is away, its guest is served on */
    int frames, events, progress;
    struct ioreq_handover_offer offer;
    uint32_t port[128];
    struct ioreq_handover_range range[MAX_RANGES]; /* offer.ranges of them */
};

/* Asks for a server until an agent offers one, every 200 ms if none is there. */
void attach(struct lease *lease, const char *name);

/* From here on this process answers. */
void say_ready(struct lease *lease);

/* From here on it does not. */
void say_detached(struct lease *lease);

enum heard { NOTHING_NEW, NEW_RANGES, AGENT_IS_BACK, DETACH };

/* Reads what the agent says; that it went away is nothing new, only lease->agent is -1 then. */
enum heard hear(struct lease *lease);

/* Gives the descriptors back to an agent, if one is there: it answers AGENT_IS_BACK, in time. */
void look_for_agent(struct lease *lease, const char *name);
