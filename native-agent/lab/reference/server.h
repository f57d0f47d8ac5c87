/*
 * An IOREQ server on real Xen, by the stable libraries: create, acquire the frames, enable, bind, map ranges; answer;
 * destroy. The order is not free: Xen writes the event channels' ports into the slots when the server is enabled, and
 * only where the frames were acquired before. A call that fails ends the program.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <xendevicemodel.h>
#include <xenevtchn.h>
#include <xenforeignmemory.h>
#include <xen/hvm/dm_op.h>
#include <xen/hvm/ioreq.h>

#define MAX_VCPUS 128

/* The three handles, which several servers may share. */
struct xen {
    xendevicemodel_handle *device_model;
    xenforeignmemory_handle *memory;
    xenevtchn_handle *channels;
};

struct server {
    struct xen *xen;
    domid_t domain;
    ioservid_t id;
    unsigned int vcpus;
    int buffered; /* HVM_IOREQSRV_BUFIOREQ_* */
    xenforeignmemory_resource_handle *frames;
    buffered_iopage_t *ring; /* NULL where nothing is buffered */
    struct ioreq *slots;     /* one a vCPU */
    xenevtchn_port_or_error_t ports[MAX_VCPUS];
    xenevtchn_port_or_error_t ring_port; /* -1 where nothing is buffered */
};

struct xen *open_xen(void);
void close_xen(struct xen *xen);

/* Creates the server and acquires its frames: 0 and 1 where it buffers, else 1 alone. */
void create_server(struct server *server, struct xen *xen, domid_t domain, int buffered);

/* Enables it, then binds the ports that Xen has written into the slots. */
void enable_server(struct server *server);

void map_range(struct server *server, bool memory, uint64_t first, uint64_t last);
void map_pci(struct server *server, unsigned int bus, unsigned int device, unsigned int function);

/* From then on the guest's accesses go elsewhere; what is in the slots may still be answered. False if the domain is
 * gone. */
bool disable_server(struct server *server);

/* Unbinds, unmaps, destroys. Every slot must be answered before: a waiting vCPU would wait for ever. False if the
 * domain is gone. */
bool destroy_server(struct server *server);

/* Takes the request in the vCPU's slot, if there is one: it is INPROCESS from then on. */
struct ioreq *take_request(struct server *server, unsigned int vcpu);

/* Hands the answer over: RESPONSE_READY, then the notification without which the vCPU sleeps on. */
void finish_request(struct server *server, unsigned int vcpu);

/* Does any slot hold a request, at whatever stage? */
bool is_busy(const struct server *server);

/* Between value and the guest's memory at address, which may cross a page. of: the server, as struct guest_memory has
 * it. */
void copy_of_guest(void *of, uint64_t address, void *value, unsigned int size, bool to_guest);
