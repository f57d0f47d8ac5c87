/*
 * layout: what Debian's Xen headers (libxen-dev) say about everything our Java code has as a number. One fact a line:
 *
 *   size STRUCT BYTES          offset STRUCT.FIELD BYTES SIZE       bits STRUCT.FIELD FIRST-BIT BITS
 *   ioctl NAME NUMBER          constant NAME NUMBER
 *
 * First-bit counts from bit 0 of byte 0, little endian. Numbers of ioctls are hexadecimal, all others decimal.
 */
#define __XEN_TOOLS__ 1 /* else the headers hide what is for toolstacks and device models */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <xen/xen.h>
#include <xen/hvm/dm_op.h>
#include <xen/hvm/hvm_op.h>
#include <xen/hvm/ioreq.h>
#include <xen/hvm/hvm_info_table.h>
#include <xen/memory.h>
#include <xen/sched.h>
#include <xen/sys/evtchn.h>
#include <xen/sys/privcmd.h>

#define SIZE(type) printf("size %s %zu\n", #type, sizeof(type))
#define FIELD(type, field)                                                                                             \
    printf("offset %s.%s %zu %zu\n", #type, #field, offsetof(type, field), sizeof(((type *)NULL)->field))
#define CONSTANT(name) printf("constant %s %lu\n", #name, (unsigned long)(name))
#define IOCTL(name)    printf("ioctl %s 0x%08lx\n", #name, (unsigned long)(name))

/* Sets the whole field in a value that is all zero and looks which bits are set. */
#define BITS(type, field)                                                                                              \
    do {                                                                                                               \
        type value;                                                                                                    \
        memset(&value, 0, sizeof value);                                                                               \
        value.field = ~0;                                                                                              \
        print_bits(#type "." #field, (const unsigned char *)&value, sizeof value);                                     \
    } while (0)

static void print_bits(const char *name, const unsigned char *bytes, size_t size)
{
    size_t first = 0, width = 0;

    for (size_t bit = 0; bit < size * 8; bit++)
        if (bytes[bit / 8] >> bit % 8 & 1) {
            if (!width)
                first = bit;
            width++;
        }
    printf("bits %s %zu %zu\n", name, first, width);
}

static void print_pages(void)
{
    typedef struct ioreq ioreq;
    typedef struct buf_ioreq buf_ioreq;
    typedef struct buffered_iopage buffered_iopage;

    SIZE(ioreq);
    FIELD(ioreq, addr);
    FIELD(ioreq, data);
    FIELD(ioreq, count);
    FIELD(ioreq, size);
    FIELD(ioreq, vp_eport);
    BITS(ioreq, state);
    BITS(ioreq, data_is_ptr);
    BITS(ioreq, dir);
    BITS(ioreq, df);
    BITS(ioreq, type);
    SIZE(buf_ioreq);
    BITS(buf_ioreq, type);
    BITS(buf_ioreq, dir);
    BITS(buf_ioreq, size);
    BITS(buf_ioreq, addr);
    FIELD(buf_ioreq, data);
    SIZE(buffered_iopage);
    FIELD(buffered_iopage, read_pointer);
    FIELD(buffered_iopage, write_pointer);
    FIELD(buffered_iopage, buf_ioreq);

    CONSTANT(IOREQ_BUFFER_SLOT_NUM);
    CONSTANT(IOREQ_READ);
    CONSTANT(IOREQ_WRITE);
    CONSTANT(STATE_IOREQ_NONE);
    CONSTANT(STATE_IOREQ_READY);
    CONSTANT(STATE_IOREQ_INPROCESS);
    CONSTANT(STATE_IORESP_READY);
    CONSTANT(IOREQ_TYPE_PIO);
    CONSTANT(IOREQ_TYPE_COPY);
    CONSTANT(IOREQ_TYPE_PCI_CONFIG);
    CONSTANT(IOREQ_TYPE_TIMEOFFSET);
    CONSTANT(IOREQ_TYPE_INVALIDATE);
}

static void print_device_model_operations(void)
{
    typedef struct xen_dm_op xen_dm_op;

    SIZE(xen_dm_op);
    FIELD(xen_dm_op, op);
    FIELD(xen_dm_op, u.create_ioreq_server.handle_bufioreq);
    FIELD(xen_dm_op, u.create_ioreq_server.id);
    FIELD(xen_dm_op, u.get_ioreq_server_info.id);
    FIELD(xen_dm_op, u.get_ioreq_server_info.flags);
    FIELD(xen_dm_op, u.get_ioreq_server_info.bufioreq_port);
    FIELD(xen_dm_op, u.get_ioreq_server_info.ioreq_gfn);
    FIELD(xen_dm_op, u.get_ioreq_server_info.bufioreq_gfn);
    FIELD(xen_dm_op, u.map_io_range_to_ioreq_server.id);
    FIELD(xen_dm_op, u.map_io_range_to_ioreq_server.type);
    FIELD(xen_dm_op, u.map_io_range_to_ioreq_server.start);
    FIELD(xen_dm_op, u.map_io_range_to_ioreq_server.end);
    FIELD(xen_dm_op, u.set_ioreq_server_state.id);
    FIELD(xen_dm_op, u.set_ioreq_server_state.enabled);
    FIELD(xen_dm_op, u.destroy_ioreq_server.id);
    FIELD(xen_dm_op, u.remote_shutdown.reason);
    FIELD(xen_dm_op, u.nr_vcpus.vcpus);

    CONSTANT(XEN_DMOP_create_ioreq_server);
    CONSTANT(XEN_DMOP_get_ioreq_server_info);
    CONSTANT(XEN_DMOP_no_gfns);
    CONSTANT(XEN_DMOP_map_io_range_to_ioreq_server);
    CONSTANT(XEN_DMOP_unmap_io_range_from_ioreq_server);
    CONSTANT(XEN_DMOP_set_ioreq_server_state);
    CONSTANT(XEN_DMOP_destroy_ioreq_server);
    CONSTANT(XEN_DMOP_remote_shutdown);
    CONSTANT(XEN_DMOP_nr_vcpus);
    CONSTANT(XEN_DMOP_IO_RANGE_PORT);
    CONSTANT(XEN_DMOP_IO_RANGE_MEMORY);
    CONSTANT(XEN_DMOP_IO_RANGE_PCI);
    printf("constant XEN_DMOP_PCI_SBDF(1,2,3,4) %lu\n", (unsigned long)XEN_DMOP_PCI_SBDF(1, 2, 3, 4));
    CONSTANT(HVM_IOREQSRV_BUFIOREQ_OFF);
    CONSTANT(HVM_IOREQSRV_BUFIOREQ_LEGACY);
    CONSTANT(HVM_IOREQSRV_BUFIOREQ_ATOMIC);
}

static void print_resources(void)
{
    CONSTANT(XENMEM_resource_ioreq_server);
    CONSTANT(XENMEM_resource_ioreq_server_frame_bufioreq);
    printf("constant XENMEM_resource_ioreq_server_frame_ioreq(0) %lu\n",
           (unsigned long)XENMEM_resource_ioreq_server_frame_ioreq(0));
    CONSTANT(XENMEM_resource_grant_table);
    CONSTANT(XENMEM_resource_vmtrace_buf);
    CONSTANT(DOMID_FIRST_RESERVED);
    CONSTANT(DOMID_SELF);
    CONSTANT(HVM_MAX_VCPUS);
    CONSTANT(SHUTDOWN_poweroff);
    CONSTANT(SHUTDOWN_reboot);
    CONSTANT(SHUTDOWN_suspend);
    CONSTANT(SHUTDOWN_crash);
    CONSTANT(SHUTDOWN_watchdog);
}

static void print_ioctls(void)
{
    typedef struct ioctl_evtchn_bind_interdomain ioctl_evtchn_bind_interdomain;
    typedef struct ioctl_evtchn_unbind ioctl_evtchn_unbind;
    typedef struct ioctl_evtchn_notify ioctl_evtchn_notify;
    typedef struct ioctl_evtchn_restrict_domid ioctl_evtchn_restrict_domid;

    IOCTL(IOCTL_PRIVCMD_DM_OP);
    IOCTL(IOCTL_PRIVCMD_RESTRICT);
    IOCTL(IOCTL_PRIVCMD_MMAP_RESOURCE);
    IOCTL(IOCTL_PRIVCMD_MMAPBATCH_V2);
    SIZE(privcmd_dm_op_t);
    FIELD(privcmd_dm_op_t, dom);
    FIELD(privcmd_dm_op_t, num);
    FIELD(privcmd_dm_op_t, ubufs);
    SIZE(privcmd_dm_op_buf_t);
    FIELD(privcmd_dm_op_buf_t, uptr);
    FIELD(privcmd_dm_op_buf_t, size);
    SIZE(privcmd_mmap_resource_t);
    FIELD(privcmd_mmap_resource_t, dom);
    FIELD(privcmd_mmap_resource_t, type);
    FIELD(privcmd_mmap_resource_t, id);
    FIELD(privcmd_mmap_resource_t, idx);
    FIELD(privcmd_mmap_resource_t, num);
    FIELD(privcmd_mmap_resource_t, addr);
    SIZE(privcmd_mmapbatch_v2_t);
    FIELD(privcmd_mmapbatch_v2_t, num);
    FIELD(privcmd_mmapbatch_v2_t, dom);
    FIELD(privcmd_mmapbatch_v2_t, addr);
    FIELD(privcmd_mmapbatch_v2_t, arr);
    FIELD(privcmd_mmapbatch_v2_t, err);

    IOCTL(IOCTL_EVTCHN_BIND_INTERDOMAIN);
    IOCTL(IOCTL_EVTCHN_UNBIND);
    IOCTL(IOCTL_EVTCHN_NOTIFY);
    IOCTL(IOCTL_EVTCHN_RESET);
    IOCTL(IOCTL_EVTCHN_RESTRICT_DOMID);
    SIZE(ioctl_evtchn_bind_interdomain);
    FIELD(ioctl_evtchn_bind_interdomain, remote_domain);
    FIELD(ioctl_evtchn_bind_interdomain, remote_port);
    SIZE(ioctl_evtchn_unbind);
    FIELD(ioctl_evtchn_unbind, port);
    SIZE(ioctl_evtchn_notify);
    FIELD(ioctl_evtchn_notify, port);
    SIZE(ioctl_evtchn_restrict_domid);
    FIELD(ioctl_evtchn_restrict_domid, domid);
}

int main(void)
{
    print_pages();
    print_device_model_operations();
    print_resources();
    print_ioctls();
    return 0;
}
