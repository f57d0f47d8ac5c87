#include "perform.h"
#include "failure.h"
#include <string.h>

static struct device *find(struct device *devices, enum device_kind kind, uint64_t first, uint64_t last)
{
    for (; devices; devices = devices->next)
        if (devices->kind == kind && devices->first <= first && last <= devices->last)
            return devices;
    return NULL;
}

static uint64_t mask(unsigned int size) { return size < 8 ? (1ull << 8 * size) - 1 : ~0ull; }

/* One access: what was read, or for a write the value. Where nobody is, reads are all ones and writes are dropped. */
static uint64_t access_device(struct device *devices, enum device_kind kind, uint64_t address,
                              const struct ioreq *request, uint64_t value)
{
    uint64_t first = address, offset;
    struct device *device;

    if (kind == PCI) {
        /* Above: segment << 16 | bus << 8 | device << 3 | function; below: the register. */
        first = address >> 32;
        device = find(devices, kind, first, first);
        offset = address & 0xffffffff;
    } else {
        device = find(devices, kind, first, first + request->size - 1);
        offset = device ? first - device->first : 0;
    }
    if (request->dir == IOREQ_WRITE) {
        if (device)
            device->write(device, offset, request->size, value & mask(request->size));
        return value;
    }
    return (device ? device->read(device, offset, request->size) : ~0ull) & mask(request->size);
}

/* Ports stay; memory walks by the size of the access, downwards with the direction flag; so does the data in guest
 * memory. */
static void access_all(const struct guest_memory *memory, struct device *devices, enum device_kind kind,
                       struct ioreq *request)
{
    int64_t step = request->df ? -(int64_t)request->size : request->size;

    for (uint32_t turn = 0; turn < request->count; turn++) {
        uint64_t address = kind == MEMORY ? request->addr + (uint64_t)(step * turn) : request->addr;
        uint64_t data_address = request->data + (uint64_t)(step * turn), value = 0;

        if (!request->data_is_ptr) {
            request->data = access_device(devices, kind, address, request, request->data);
            continue;
        }
        if (request->dir == IOREQ_WRITE)
            memory->copy(memory->of, data_address, &value, request->size, false);
        value = access_device(devices, kind, address, request, value);
        if (request->dir == IOREQ_READ)
            memory->copy(memory->of, data_address, &value, request->size, true);
    }
}

void perform(const struct guest_memory *memory, struct device *devices, struct ioreq *request)
{
    switch (request->type) {
    case IOREQ_TYPE_PIO: access_all(memory, devices, PORT, request); break;
    case IOREQ_TYPE_COPY: access_all(memory, devices, MEMORY, request); break;
    case IOREQ_TYPE_PCI_CONFIG: access_all(memory, devices, PCI, request); break;
    case IOREQ_TYPE_TIMEOFFSET:
    case IOREQ_TYPE_INVALIDATE: break; /* no clock and no cache of guest memory here */
    default: fail("request of unknown type %u", request->type);
    }
}
