/* The two pages through which Xen and a device model talk: how a request is taken, how it is answered. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <xen/hvm/ioreq.h>

/* Where the slot's request stands: STATE_*. */
unsigned int state_of(const struct ioreq *slot);

/* READY becomes INPROCESS; whoever looks from then on knows that somebody is at it. */
void take(struct ioreq *slot);

/* The answer is complete: RESPONSE_READY. The vCPU sleeps on until its port is notified. */
void complete(struct ioreq *slot);

/* Takes the next entry off the ring; false when it is empty. An entry of 8 bytes fills two slots. */
bool take_buffered(buffered_iopage_t *ring, struct ioreq *request);
