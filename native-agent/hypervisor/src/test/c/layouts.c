/*
 * Says what Debian's headers of Xen make of the numbers and structures that the Java side knows by heart.
 *
 *   layouts              prints "name value" a line: numbers in decimal, memory in hex
 *   layouts ioreq HEX    prints the fields of a struct ioreq
 *   layouts ring HEX     prints the fields of the first entries of a struct buffered_iopage
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#define __XEN_TOOLS__ 1
#include <xen/xen.h>
#include <xen/memory.h>
#include <xen/sched.h>
#include <xen/version.h>
#include <xen/hvm/dm_op.h>
#include <xen/hvm/hvm_op.h>
#include <xen/hvm/ioreq.h>
#include <xen/sys/evtchn.h>
#include <xen/sys/privcmd.h>

#define NUMBER(name) printf("%s %llu\n", #name, (unsigned long long)(name))

static void memory(const char *name, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    printf("%s ", name);
    for (size_t i = 0; i < size; i++) {
        printf("%02x", at[i]);
    }
    putchar('\n');
}

static void numbers(void)
{
    NUMBER(IOCTL_PRIVCMD_HYPERCALL);
    NUMBER(IOCTL_PRIVCMD_RESTRICT);
    NUMBER(IOCTL_PRIVCMD_MMAP_RESOURCE);
    NUMBER(IOCTL_EVTCHN_BIND_INTERDOMAIN);
    NUMBER(IOCTL_EVTCHN_UNBIND);
    NUMBER(IOCTL_EVTCHN_NOTIFY);
    NUMBER(IOCTL_EVTCHN_RESET);
    NUMBER(IOCTL_EVTCHN_RESTRICT_DOMID);
    NUMBER(__HYPERVISOR_xen_version);
    NUMBER(XENVER_version);
    NUMBER(XENMEM_resource_ioreq_server);
    NUMBER(XENMEM_resource_grant_table);
    NUMBER(XENMEM_resource_vmtrace_buf);
    NUMBER(XENMEM_resource_ioreq_server_frame_bufioreq);
    NUMBER(XENMEM_resource_ioreq_server_frame_ioreq(0));
    NUMBER(HVM_IOREQSRV_BUFIOREQ_OFF);
    NUMBER(HVM_IOREQSRV_BUFIOREQ_LEGACY);
    NUMBER(HVM_IOREQSRV_BUFIOREQ_ATOMIC);
    NUMBER(SHUTDOWN_poweroff);
    NUMBER(SHUTDOWN_reboot);
    NUMBER(SHUTDOWN_suspend);
    NUMBER(SHUTDOWN_crash);
    NUMBER(SHUTDOWN_watchdog);
    NUMBER(DOMID_FIRST_RESERVED);
    NUMBER(IOREQ_BUFFER_SLOT_NUM);
    NUMBER(sizeof(struct ioreq));
    NUMBER(sizeof(struct buffered_iopage));
    NUMBER(sizeof(domid_t));
    NUMBER(sizeof(ioservid_t));
    NUMBER(sizeof(evtchn_port_t));
    NUMBER(sizeof(xen_pfn_t));
    NUMBER(XEN_DMOP_PCI_SBDF(0x1234, 0x56, 0x1f, 7));
}

/* The errno of Linux, which is what a process sees. */
static void errnos(void)
{
    NUMBER(EPERM); NUMBER(ENOENT); NUMBER(ESRCH); NUMBER(EINTR); NUMBER(EIO); NUMBER(ENXIO); NUMBER(E2BIG);
    NUMBER(EBADF); NUMBER(EAGAIN); NUMBER(ENOMEM); NUMBER(EACCES); NUMBER(EFAULT); NUMBER(EBUSY); NUMBER(EEXIST);
    NUMBER(ENODEV); NUMBER(ENOTDIR); NUMBER(EISDIR); NUMBER(EINVAL); NUMBER(ENFILE); NUMBER(EMFILE); NUMBER(ENOTTY);
    NUMBER(EFBIG); NUMBER(ENOSPC); NUMBER(EROFS); NUMBER(EPIPE); NUMBER(ERANGE); NUMBER(ENAMETOOLONG); NUMBER(ENOSYS);
    NUMBER(ENODATA); NUMBER(EPROTO); NUMBER(EOVERFLOW); NUMBER(ENOTSOCK); NUMBER(EMSGSIZE); NUMBER(EPROTOTYPE);
    NUMBER(EOPNOTSUPP); NUMBER(EADDRINUSE); NUMBER(ECONNABORTED); NUMBER(ECONNRESET); NUMBER(ENOBUFS);
    NUMBER(EISCONN); NUMBER(ENOTCONN); NUMBER(ETIMEDOUT); NUMBER(ECONNREFUSED);
}

static void arguments(void)
{
    privcmd_hypercall_t call = { .op = 0x1122334455667788, .arg = { 0x99aabbccddeeff00 } };
    memory("privcmd_hypercall", &call, sizeof call);
    domid_t domid = 0x7123;
    memory("privcmd_restrict", &domid, sizeof domid);
    privcmd_mmap_resource_t map = { .dom = 0x7123, .type = 0x11223344, .id = 0x55667788, .idx = 0x1a2b3c4d,
                                    .num = 0x5e6f7081, .addr = 0x7f00123456789000 };
    memory("privcmd_mmap_resource", &map, sizeof map);
    struct ioctl_evtchn_bind_interdomain bind = { .remote_domain = 0x7123, .remote_port = 0x11223344 };
    memory("evtchn_bind_interdomain", &bind, sizeof bind);
    struct ioctl_evtchn_unbind unbind = { .port = 0x11223344 };
    memory("evtchn_unbind", &unbind, sizeof unbind);
    struct ioctl_evtchn_notify notify = { .port = 0x11223344 };
    memory("evtchn_notify", &notify, sizeof notify);
    struct ioctl_evtchn_restrict_domid limit = { .domid = 0x7123 };
    memory("evtchn_restrict_domid", &limit, sizeof limit);
}

static void ioreq(const char *name, unsigned state, unsigned type, int pointer, int read, int down)
{
    struct ioreq request;
    memset(&request, 0, sizeof request);
    request.addr = 0x1122334455667788;
    request.data = 0x99aabbccddeeff00;
    request.count = 0x01020304;
    request.size = 8;
    request.vp_eport = 0x0a0b0c0d;
    request.state = state;
    request.data_is_ptr = pointer;
    request.dir = read;
    request.df = down;
    request.type = type;
    memory(name, &request, sizeof request);
}

static void ioreqs(void)
{
    ioreq("ioreq.NONE", STATE_IOREQ_NONE, IOREQ_TYPE_PIO, 0, IOREQ_WRITE, 0);
    ioreq("ioreq.READY", STATE_IOREQ_READY, IOREQ_TYPE_PIO, 0, IOREQ_WRITE, 0);
    ioreq("ioreq.INPROCESS", STATE_IOREQ_INPROCESS, IOREQ_TYPE_PIO, 0, IOREQ_WRITE, 0);
    ioreq("ioreq.RESPONSE_READY", STATE_IORESP_READY, IOREQ_TYPE_PIO, 0, IOREQ_WRITE, 0);
    ioreq("ioreq.PIO", STATE_IOREQ_READY, IOREQ_TYPE_PIO, 0, IOREQ_WRITE, 0);
    ioreq("ioreq.COPY", STATE_IOREQ_READY, IOREQ_TYPE_COPY, 0, IOREQ_WRITE, 0);
    ioreq("ioreq.PCI_CONFIG", STATE_IOREQ_READY, IOREQ_TYPE_PCI_CONFIG, 0, IOREQ_WRITE, 0);
    ioreq("ioreq.TIMEOFFSET", STATE_IOREQ_READY, IOREQ_TYPE_TIMEOFFSET, 0, IOREQ_WRITE, 0);
    ioreq("ioreq.INVALIDATE", STATE_IOREQ_READY, IOREQ_TYPE_INVALIDATE, 0, IOREQ_WRITE, 0);
    ioreq("ioreq.pointer", STATE_IOREQ_READY, IOREQ_TYPE_PIO, 1, IOREQ_WRITE, 0);
    ioreq("ioreq.read", STATE_IOREQ_READY, IOREQ_TYPE_PIO, 0, IOREQ_READ, 0);
    ioreq("ioreq.decreasing", STATE_IOREQ_READY, IOREQ_TYPE_PIO, 0, IOREQ_WRITE, 1);
}

/* Two entries at the end of the ring: one of 2 bytes, and one of 8 that goes on at its beginning. */
static void ring(void)
{
    struct buffered_iopage page;
    memset(&page, 0, sizeof page);
    page.read_pointer = IOREQ_BUFFER_SLOT_NUM - 2;
    page.write_pointer = IOREQ_BUFFER_SLOT_NUM + 1;
    page.buf_ioreq[IOREQ_BUFFER_SLOT_NUM - 2] =
        (buf_ioreq_t){ .type = IOREQ_TYPE_COPY, .dir = IOREQ_WRITE, .size = 1, .addr = 0xa1234, .data = 0xbeef };
    page.buf_ioreq[IOREQ_BUFFER_SLOT_NUM - 1] =
        (buf_ioreq_t){ .type = IOREQ_TYPE_TIMEOFFSET, .dir = IOREQ_READ, .size = 3, .addr = 0x0fedc, .data = 0x55667788 };
    page.buf_ioreq[0].data = 0x11223344;
    memory("ring", &page, sizeof page);
}

static void parse(const char *hex, void *into, size_t size)
{
    unsigned char *at = into;
    if (strlen(hex) != 2 * size) {
        fprintf(stderr, "expected %zu bytes in hex, got %zu digits\n", size, strlen(hex));
        exit(2);
    }
    for (size_t i = 0; i < size; i++) {
        unsigned byte;
        if (sscanf(hex + 2 * i, "%2x", &byte) != 1) {
            exit(2);
        }
        at[i] = byte;
    }
}

static void readIoreq(const char *hex)
{
    struct ioreq r;
    parse(hex, &r, sizeof r);
    printf("state=%u type=%u addr=%#llx data=%#llx count=%u size=%u port=%u pointer=%u read=%u decreasing=%u\n",
           r.state, r.type, (unsigned long long)r.addr, (unsigned long long)r.data, r.count, r.size, r.vp_eport,
           r.data_is_ptr, r.dir, r.df);
}

static void readRing(const char *hex)
{
    struct buffered_iopage page;
    parse(hex, &page, sizeof page);
    for (unsigned i = page.read_pointer; i < page.write_pointer; i++) {
        buf_ioreq_t e = page.buf_ioreq[i % IOREQ_BUFFER_SLOT_NUM];
        printf("type=%u read=%u size=%u addr=%#x data=%#x\n", e.type, e.dir, 1u << e.size, e.addr, e.data);
    }
}

int main(int count, char **words)
{
    if (count == 3 && !strcmp(words[1], "ioreq")) {
        readIoreq(words[2]);
    } else if (count == 3 && !strcmp(words[1], "ring")) {
        readRing(words[2]);
    } else {
        numbers();
        errnos();
        arguments();
        ioreqs();
        ring();
    }
    return 0;
}
