/* A whole emulator in C: one register of 8 bytes that keeps what is written to it, behind the offer's first range.
 * Build: cc -std=gnu11 -Wall -Wextra -I<protocol>/src/main/c -o echo echo.c
 * It serves simulated frames and event channels; docs/handover.md names the two calls that differ on Xen. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "ioreq_handover.h"

static uint8_t packet[IOREQ_HANDOVER_MAX_LENGTH];
static struct ioreq_handover_offer *const offer = (struct ioreq_handover_offer *)packet;
static uint32_t local_port[128];
static struct ioreq_handover_range range;
static struct ioreq_slot *slots;
static struct ioreq_progress_page *progress;
static uint8_t scratch[8];

static void die(const char *what) {
    fprintf(stderr, "echo: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int dial(void) { /* the agent may come later than we do */
    const char *path = getenv(IOREQ_HANDOVER_SOCKET_ENV);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, path ? path : IOREQ_HANDOVER_DEFAULT_SOCKET, sizeof address.sun_path - 1);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    if (fd < 0) die("socket");
    while (connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
        if (errno != ENOENT && errno != ECONNREFUSED) die("connect");
        usleep(200 * 1000);
    }
    return fd;
}

static void say(int agent, uint16_t type, void *message, uint32_t length) {
    struct ioreq_handover_header *header = message;
    *header = (struct ioreq_handover_header){IOREQ_HANDOVER_MAGIC, IOREQ_HANDOVER_VERSION, type, length, 0};
    if (send(agent, message, length, MSG_NOSIGNAL) != (ssize_t)length) die("send");
}

static int hear(int agent, int fds[3]) { /* the message's type; 0 when the agent is gone */
    union { struct cmsghdr align; char bytes[CMSG_SPACE(3 * sizeof(int))]; } control;
    struct iovec data = {packet, sizeof packet};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t length = recvmsg(agent, &message, MSG_CMSG_CLOEXEC);
    if (length <= 0) return 0;
    if ((size_t)length < sizeof offer->header || offer->header.magic != IOREQ_HANDOVER_MAGIC
        || offer->header.version != IOREQ_HANDOVER_VERSION) { errno = EPROTO; die("header"); }
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    if (rights && rights->cmsg_type == SCM_RIGHTS) memcpy(fds, CMSG_DATA(rights), rights->cmsg_len - CMSG_LEN(0));
    return offer->header.type;
}

static void *map(int fd, int frame) {
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, frame * 4096L);
    if (page == MAP_FAILED) die("mmap");
    return page;
}

static void unmask(int events, uint32_t port) {
    if (write(events, &port, sizeof port) != sizeof port) die("unmask");
}

static void notify(int events, uint32_t port) {
    struct ioreq_simulated_notify message = {port, 1};
    if (write(events, &message, sizeof message) != sizeof message) die("notify");
}

static void access_register(struct ioreq_slot *request) {
    uint64_t offset = request->addr - range.first;
    int wanted = range.kind == IOREQ_RANGE_PORT ? IOREQ_TYPE_PIO : IOREQ_TYPE_COPY;
    int known = request->size == 1 || request->size == 2 || request->size == 4 || request->size == 8;
    int mine = request->type == wanted && !request->data_is_ptr && request->count == 1 && known
        && request->addr >= range.first && offset <= sizeof scratch - request->size;
    if (request->type == IOREQ_TYPE_INVALIDATE || (!mine && !request->dir)) return; /* answered, nothing to do */
    if (request->dir) {
        request->data = UINT64_MAX;
        if (mine) memcpy(&request->data, scratch + offset, request->size);
    } else memcpy(scratch + offset, &request->data, request->size);
}

static void serve(int vcpu, int leftover) { /* the byte at 30 holds the state: ordered by acquire and release */
    uint8_t *bits = (uint8_t *)&slots[vcpu] + 30;
    uint8_t seen = __atomic_load_n(bits, __ATOMIC_ACQUIRE), state = seen & 15;
    if (state != IOREQ_STATE_READY && !(leftover && state == IOREQ_STATE_INPROCESS)) return; /* spurious */
    __atomic_store_n(bits, (seen & 0xF0) | IOREQ_STATE_INPROCESS, __ATOMIC_RELAXED);
    __atomic_fetch_add(&progress->slot[vcpu], 1, __ATOMIC_RELEASE);
    access_register(&slots[vcpu]);
    __atomic_store_n(bits, (seen & 0xF0) | IOREQ_STATE_RESPONSE_READY, __ATOMIC_RELEASE);
    __atomic_fetch_add(&progress->slot[vcpu], 1, __ATOMIC_RELEASE);
}

int main(void) {
    int agent = dial(), fds[3] = {-1, -1, -1};
    struct ioreq_handover_hello hello = {.min_version = 1, .max_version = 1, .name = "echo"};
    say(agent, IOREQ_HELLO, &hello, sizeof hello);
    if (hear(agent, fds) != IOREQ_OFFER || fds[2] < 0) { errno = EPROTO; die("no offer"); }
    if (offer->hypervisor != IOREQ_HYPERVISOR_SIMULATED || offer->vcpus > 128 || !offer->ranges) { errno = EOPNOTSUPP; die("offer"); }
    uint32_t vcpus = offer->vcpus;
    memcpy(local_port, offer + 1, vcpus * sizeof local_port[0]);
    memcpy(&range, (uint8_t *)(offer + 1) + vcpus * sizeof local_port[0], sizeof range);
    slots = map(fds[0], 1);
    progress = map(fds[2], 0);
    struct ioreq_handover_header empty;
    say(agent, IOREQ_READY, &empty, sizeof empty);
    for (uint32_t vcpu = 0; vcpu < vcpus; vcpu++) { /* events may have been lost before us */
        unmask(fds[1], local_port[vcpu]);
        serve(vcpu, 1);
        notify(fds[1], local_port[vcpu]);
    }
    struct pollfd polled[2] = {{.fd = fds[1], .events = POLLIN}, {.fd = agent, .events = POLLIN}};
    while (poll(polled, 2, -1) >= 0 || errno == EINTR) {
        uint32_t port;
        if (polled[0].revents) {
            if (read(fds[1], &port, sizeof port) != sizeof port) die("the hypervisor is gone");
            unmask(fds[1], port); /* before the slot is looked at */
            for (uint32_t vcpu = 0; vcpu < vcpus; vcpu++)
                if (local_port[vcpu] == port) { serve(vcpu, 0); notify(fds[1], port); }
        }
        if (polled[1].revents) switch (hear(agent, fds)) {
            case IOREQ_DETACH: say(agent, IOREQ_DETACHED, &empty, sizeof empty); return 0;
            case IOREQ_ERROR: fprintf(stderr, "echo: refused\n"); return 1;
            case 0: polled[1].fd = -1; /* the agent died: serve on. A better emulator connects again and sends RESUME. */
        }
    }
    die("poll");
}
