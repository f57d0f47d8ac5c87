/*
 * The handover protocol, version 1, for emulators written in C. docs/handover.md tells what the messages mean.
 *
 * Transport: unix socket, SOCK_SEQPACKET, one message a packet, little endian (as are the hosts: x86-64, aarch64), at most 65536 bytes.
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef IOREQ_HANDOVER_H
#define IOREQ_HANDOVER_H

#include <stdint.h>

#define IOREQ_HANDOVER_MAGIC 0x51524F49u /* "IORQ" */
#define IOREQ_HANDOVER_VERSION 1
#define IOREQ_HANDOVER_MAX_LENGTH 65536
#define IOREQ_HANDOVER_SOCKET_ENV "IOREQ_HANDOVER_SOCKET"
#define IOREQ_HANDOVER_DEFAULT_SOCKET "/run/ioreq/handover.sock"

enum ioreq_handover_type {
    IOREQ_HELLO = 1,    /* emulator -> agent */
    IOREQ_OFFER = 2,    /* agent -> emulator, with 3 descriptors: frames, event channel, progress */
    IOREQ_READY = 3,    /* emulator -> agent, empty */
    IOREQ_RANGES = 4,   /* agent -> emulator */
    IOREQ_DETACH = 5,   /* agent -> emulator */
    IOREQ_DETACHED = 6, /* emulator -> agent, empty */
    IOREQ_RESUME = 7,   /* emulator -> agent, with 2 descriptors: event channel, progress */
    IOREQ_RESUMED = 8,  /* agent -> emulator, empty */
    IOREQ_ERROR = 9     /* agent -> emulator; the agent closes */
};

enum ioreq_hypervisor { IOREQ_HYPERVISOR_XEN = 0, IOREQ_HYPERVISOR_SIMULATED = 1 };
enum ioreq_buffered_io { IOREQ_BUFFERED_OFF = 0, IOREQ_BUFFERED_LEGACY = 1, IOREQ_BUFFERED_ATOMIC = 2 };
enum ioreq_domain_type { IOREQ_DOMAIN_PV = 1, IOREQ_DOMAIN_PVH = 2, IOREQ_DOMAIN_HVM = 3 };
enum ioreq_range_kind { IOREQ_RANGE_PORT = 0, IOREQ_RANGE_MEMORY = 1, IOREQ_RANGE_PCI = 2 };
enum ioreq_detach_reason { IOREQ_DETACH_UNSPECIFIED = 0, IOREQ_DETACH_RELEASED = 1, IOREQ_DETACH_DISABLED = 2, IOREQ_DETACH_DOMAIN_GONE = 3 };

#define IOREQ_PACKED __attribute__((packed))

/* Starts every message. */
struct ioreq_handover_header {
    uint32_t magic;
    uint16_t version;
    uint16_t type;
    uint32_t length; /* of the whole message, this header included */
    uint32_t reserved; /* 0 */
} IOREQ_PACKED;

struct ioreq_handover_hello {
    struct ioreq_handover_header header;
    uint16_t min_version;
    uint16_t max_version;
    uint32_t flags; /* 0 */
    char name[64];  /* UTF-8, 1..63 bytes, padded with NUL */
} IOREQ_PACKED;

/* Followed by uint32_t local_port[vcpus], then struct ioreq_handover_range range[ranges]. */
struct ioreq_handover_offer {
    struct ioreq_handover_header header;
    uint8_t hypervisor;
    uint8_t buffered_io;
    uint16_t server_id;
    uint32_t domid;
    uint8_t domain_type;
    uint8_t pad[3];
    uint32_t vcpus;               /* 1..128 */
    uint32_t buffered_local_port; /* 0: no ring */
    uint32_t ranges;              /* 0..256 */
    uint8_t uuid[16];             /* RFC 4122 order */
    char domain_name[64];
} IOREQ_PACKED;

struct ioreq_handover_range {
    uint8_t kind;
    uint8_t pad[7];
    uint64_t first;
    uint64_t last; /* inclusive; PCI: both are segment<<16 | bus<<8 | device<<3 | function */
    char name[64];
} IOREQ_PACKED;

/* Followed by struct ioreq_handover_range range[count]: the new complete list. */
struct ioreq_handover_ranges {
    struct ioreq_handover_header header;
    uint32_t count;
    uint32_t pad;
} IOREQ_PACKED;

struct ioreq_handover_detach {
    struct ioreq_handover_header header;
    uint32_t reason;
} IOREQ_PACKED;

struct ioreq_handover_resume {
    struct ioreq_handover_header header;
    uint16_t server_id;
    uint16_t pad;
    uint32_t domid;
    char name[64];
} IOREQ_PACKED;

/* Followed by text to the end of the message: UTF-8, no NUL. */
struct ioreq_handover_error {
    struct ioreq_handover_header header;
    uint32_t error; /* errno */
} IOREQ_PACKED;

/* The third descriptor of an offer, 4096 bytes: advance a slot's counter for each request taken and each answered. */
struct ioreq_progress_page {
    uint64_t slot[128];
    uint64_t ring;
    uint64_t unused[383];
};

/* What a simulated event channel takes besides the 4-byte unmask that /dev/xen/evtchn takes too. */
struct ioreq_simulated_notify {
    uint32_t port;
    uint32_t one; /* 1 */
};

/* One slot of frame 1, as in xen/include/public/hvm/ioreq.h; vCPU n's is at 32 * n. */
struct ioreq_slot {
    uint64_t addr;
    uint64_t data;
    uint32_t count;
    uint32_t size;
    uint32_t vp_eport; /* Xen's; never write it */
    uint16_t pad;
    uint8_t state : 4, data_is_ptr : 1, dir : 1, df : 1, pad2 : 1; /* dir 1: read */
    uint8_t type;
};

enum { IOREQ_STATE_NONE = 0, IOREQ_STATE_READY = 1, IOREQ_STATE_INPROCESS = 2, IOREQ_STATE_RESPONSE_READY = 3 };
enum { IOREQ_TYPE_PIO = 0, IOREQ_TYPE_COPY = 1, IOREQ_TYPE_PCI_CONFIG = 2, IOREQ_TYPE_TIMEOFFSET = 7, IOREQ_TYPE_INVALIDATE = 8 };

_Static_assert(sizeof(struct ioreq_handover_header) == 16, "header");
_Static_assert(sizeof(struct ioreq_handover_hello) == 88, "hello");
_Static_assert(sizeof(struct ioreq_handover_offer) == 120, "offer");
_Static_assert(sizeof(struct ioreq_handover_range) == 88, "range");
_Static_assert(sizeof(struct ioreq_handover_ranges) == 24, "ranges");
_Static_assert(sizeof(struct ioreq_handover_resume) == 88, "resume");
_Static_assert(sizeof(struct ioreq_progress_page) == 4096, "progress page");
_Static_assert(sizeof(struct ioreq_slot) == 32, "slot");

#endif
