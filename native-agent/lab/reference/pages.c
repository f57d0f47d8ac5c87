#include "pages.h"

unsigned int state_of(const struct ioreq *slot)
{
    unsigned int state = ((const volatile struct ioreq *)slot)->state;

    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    return state;
}

void take(struct ioreq *slot) { slot->state = STATE_IOREQ_INPROCESS; }

void complete(struct ioreq *slot)
{
    __atomic_thread_fence(__ATOMIC_RELEASE);
    slot->state = STATE_IORESP_READY;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

bool take_buffered(buffered_iopage_t *ring, struct ioreq *request)
{
    uint32_t read, write;
    const buf_ioreq_t *entry;

    /* Xen renews both pointers together, so a pair is a pair only if the read pointer did not move meanwhile. */
    do {
        read = __atomic_load_n(&ring->read_pointer, __ATOMIC_ACQUIRE);
        write = __atomic_load_n(&ring->write_pointer, __ATOMIC_ACQUIRE);
    } while (read != __atomic_load_n(&ring->read_pointer, __ATOMIC_ACQUIRE));
    if (read == write)
        return false;

    entry = &ring->buf_ioreq[read % IOREQ_BUFFER_SLOT_NUM];
    *request = (struct ioreq){
        .addr = entry->addr,
        .data = entry->data,
        .count = 1,
        .size = 1u << entry->size,
        .dir = entry->dir,
        .type = entry->type,
    };
    if (request->size == 8)
        request->data |= (uint64_t)ring->buf_ioreq[(read + 1) % IOREQ_BUFFER_SLOT_NUM].data << 32;
    __atomic_fetch_add(&ring->read_pointer, request->size == 8 ? 2 : 1, __ATOMIC_ACQ_REL);
    return true;
}
