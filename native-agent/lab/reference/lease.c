#define _GNU_SOURCE
#include "lease.h"
#include "failure.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define RETRY       200000 /* microseconds */
#define DESCRIPTORS 3      /* the most that come or go with a message */

union rights {
    struct cmsghdr align;
    char bytes[CMSG_SPACE(DESCRIPTORS * sizeof(int))];
};

static union {
    struct ioreq_handover_header header;
    struct ioreq_handover_offer offer;
    struct ioreq_handover_ranges ranges;
    struct ioreq_handover_detach detach;
    struct ioreq_handover_error error;
    uint8_t bytes[IOREQ_HANDOVER_MAX_LENGTH];
} packet;

/* -1 if nobody listens there (yet). */
static int dial(void)
{
    const char *path = getenv(IOREQ_HANDOVER_SOCKET_ENV);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int socket_ = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

    if (socket_ < 0)
        fail_errno("socket");
    strncpy(address.sun_path, path ? path : IOREQ_HANDOVER_DEFAULT_SOCKET, sizeof address.sun_path - 1);
    if (connect(socket_, (struct sockaddr *)&address, sizeof address) == 0)
        return socket_;
    if (errno != ENOENT && errno != ECONNREFUSED)
        fail_errno("connect to %s", address.sun_path);
    close(socket_);
    return -1;
}

/* False if the agent is gone. */
static bool say(struct lease *lease, enum ioreq_handover_type type, void *message, uint32_t length, unsigned int count,
                const int *descriptors)
{
    struct iovec data = {message, length};
    struct msghdr envelope = {.msg_iov = &data, .msg_iovlen = 1};
    union rights rights = {0};

    *(struct ioreq_handover_header *)message = (struct ioreq_handover_header){
        .magic = IOREQ_HANDOVER_MAGIC, .version = IOREQ_HANDOVER_VERSION, .type = (uint16_t)type, .length = length};
    if (count) {
        envelope.msg_control = &rights;
        envelope.msg_controllen = CMSG_SPACE(count * sizeof *descriptors);
        rights.align = (struct cmsghdr){
            .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(count * sizeof *descriptors)};
        memcpy(CMSG_DATA(&rights.align), descriptors, count * sizeof *descriptors);
    }
    if (sendmsg(lease->agent, &envelope, MSG_NOSIGNAL) == (ssize_t)length)
        return true;
    if (errno != EPIPE && errno != ECONNRESET)
        fail_errno("send message of type %d to the agent", (int)type);
    return false;
}

/* One message into packet, its descriptors, -1 each where there is none; false at the end. */
static bool receive(struct lease *lease, int descriptors[DESCRIPTORS])
{
    struct iovec data = {&packet, sizeof packet};
    union rights rights = {0};
    struct msghdr envelope = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights};
    ssize_t length = recvmsg(lease->agent, &envelope, MSG_CMSG_CLOEXEC);
    struct cmsghdr *received = CMSG_FIRSTHDR(&envelope);

    if (length == 0 || (length < 0 && errno == ECONNRESET))
        return false;
    if (length < 0)
        fail_errno("receive from the agent");
    if ((size_t)length < sizeof packet.header || packet.header.magic != IOREQ_HANDOVER_MAGIC ||
        packet.header.version != IOREQ_HANDOVER_VERSION || packet.header.length != length)
        fail("the agent sent %zd bytes that are no message of the handover protocol, version %d", length,
             IOREQ_HANDOVER_VERSION);
    memset(descriptors, -1, DESCRIPTORS * sizeof *descriptors);
    if (received && received->cmsg_type == SCM_RIGHTS)
        memcpy(descriptors, CMSG_DATA(received), received->cmsg_len - CMSG_LEN(0));
    return true;
}

static void take_ranges(struct lease *lease, const void *from, uint32_t count)
{
    if (count > MAX_RANGES ||
        (const uint8_t *)from + count * sizeof *lease->range > packet.bytes + packet.header.length)
        fail("the agent sent %u ranges in %u bytes", count, packet.header.length);
    lease->offer.ranges = count;
    memcpy(lease->range, from, count * sizeof *lease->range);
}

__attribute__((noreturn)) static void refused(void)
{
    fail("the agent refused: %s: %.*s", strerrorname_np((int)packet.error.error),
         (int)(packet.header.length - sizeof packet.error), (char *)(&packet.error + 1));
}

void attach(struct lease *lease, const char *name)
{
    struct ioreq_handover_hello hello = {.min_version = IOREQ_HANDOVER_VERSION, .max_version = IOREQ_HANDOVER_VERSION};
    int descriptors[DESCRIPTORS];

    strncpy(hello.name, name, sizeof hello.name - 1);
    for (;;) {
        lease->agent = dial();
        if (lease->agent >= 0 && say(lease, IOREQ_HELLO, &hello, sizeof hello, 0, NULL) && receive(lease, descriptors))
            break;
        if (lease->agent >= 0)
            close(lease->agent);
        usleep(RETRY);
    }
    if (packet.header.type == IOREQ_ERROR)
        refused();
    if (packet.header.type != IOREQ_OFFER || descriptors[2] < 0 || packet.offer.vcpus > 128)
        fail("the agent answered HELLO with a message of type %u, expected OFFER with 3 descriptors",
             packet.header.type);
    lease->offer = packet.offer;
    lease->frames = descriptors[0];
    lease->events = descriptors[1];
    lease->progress = descriptors[2];
    memcpy(lease->port, &packet.offer + 1, packet.offer.vcpus * sizeof *lease->port);
    take_ranges(lease, (uint32_t *)(&packet.offer + 1) + packet.offer.vcpus, packet.offer.ranges);
}

static void lose(struct lease *lease)
{
    close(lease->agent);
    lease->agent = -1;
    dprintf(STDERR_FILENO, "the agent went away; serving on\n");
}

void say_ready(struct lease *lease)
{
    struct ioreq_handover_header ready;

    if (!say(lease, IOREQ_READY, &ready, sizeof ready, 0, NULL))
        lose(lease);
}

void say_detached(struct lease *lease)
{
    struct ioreq_handover_header detached;

    if (lease->agent >= 0)
        say(lease, IOREQ_DETACHED, &detached, sizeof detached, 0, NULL);
}

enum heard hear(struct lease *lease)
{
    int descriptors[DESCRIPTORS];

    if (!receive(lease, descriptors)) {
        lose(lease);
        return NOTHING_NEW;
    }
    switch (packet.header.type) {
    case IOREQ_RANGES: take_ranges(lease, &packet.ranges + 1, packet.ranges.count); return NEW_RANGES;
    case IOREQ_RESUMED: return AGENT_IS_BACK;
    case IOREQ_DETACH: return DETACH;
    case IOREQ_ERROR: refused();
    default: fail("the agent sent a message of type %u to an emulator that is attached", packet.header.type);
    }
}

void look_for_agent(struct lease *lease, const char *name)
{
    struct ioreq_handover_resume resume = {.server_id = lease->offer.server_id, .domid = lease->offer.domid};
    const int descriptors[] = {lease->events, lease->progress};

    lease->agent = dial();
    if (lease->agent < 0)
        return;
    strncpy(resume.name, name, sizeof resume.name - 1);
    if (!say(lease, IOREQ_RESUME, &resume, sizeof resume, 2, descriptors)) {
        close(lease->agent);
        lease->agent = -1;
    }
}
