/* servers DOMID: which of the ids 0..7 exist, one a line; nothing is changed. */
#include "failure.h"
#include "server.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_SERVERS 8

int main(int argc, char **argv)
{
    xendevicemodel_handle *device_model = xendevicemodel_open(NULL, 0);
    domid_t domain;

    if (argc != 2)
        fail("usage: servers DOMID");
    if (!device_model)
        fail_errno("xendevicemodel_open");
    domain = (domid_t)atoi(argv[1]);
    for (ioservid_t id = 0; id < MAX_SERVERS; id++) {
        evtchn_port_t port = 0;

        /* Without gfns: asking for them would commit the server to them. */
        if (xendevicemodel_get_ioreq_server_info(device_model, domain, id, NULL, NULL, &port) == 0)
            printf("server=%u owner=this-domain buffered-port=%u\n", id, port);
        else if (errno == EPERM)
            printf("server=%u owner=another-domain\n", id);
        else if (errno != ENOENT)
            fail_errno("get_ioreq_server_info(domid=%u, server=%u)", domain, id);
    }
    xendevicemodel_close(device_model);
    return 0;
}
