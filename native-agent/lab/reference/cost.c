/*
 * cost DOMID [TIMES]: what a server's life costs in calls alone: create, acquire the frames, enable, bind, map two
 * ranges, destroy; TIMES over (200). Ranges that no guest of ours touches. Prints milliseconds a life: mean, p50, p99.
 */
#include "failure.h"
#include "server.h"
#include <stdio.h>
#include <stdlib.h>

static int by_size(const void *a, const void *b)
{
    double difference = *(const double *)a - *(const double *)b;

    return (difference > 0) - (difference < 0);
}

int main(int argc, char **argv)
{
    unsigned int times = argc > 2 ? (unsigned int)atoi(argv[2]) : 200;
    double *milliseconds, sum = 0;
    struct xen *xen;

    if (argc < 2 || !times)
        fail("usage: cost DOMID [TIMES]");
    milliseconds = calloc(times, sizeof *milliseconds);
    xen = open_xen();
    for (unsigned int n = 0; n < times; n++) {
        struct server server;
        double start = now();

        create_server(&server, xen, (domid_t)atoi(argv[1]), HVM_IOREQSRV_BUFIOREQ_OFF);
        enable_server(&server);
        map_range(&server, false, 0x8000, 0x800f);
        map_range(&server, true, 0xfd000000, 0xfd000fff);
        destroy_server(&server);
        milliseconds[n] = (now() - start) * 1e3;
        sum += milliseconds[n];
    }
    close_xen(xen);
    qsort(milliseconds, times, sizeof *milliseconds, by_size);
    printf("cost: lives=%u mean=%.3f ms p50=%.3f ms p99=%.3f ms\n", times, sum / times, milliseconds[times / 2],
           milliseconds[times * 99 / 100]);
    return 0;
}
