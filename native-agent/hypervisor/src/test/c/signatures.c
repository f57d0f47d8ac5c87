/*
 * The library calls as the Java side declares them. This file is compiled, with warnings as errors, and never run: a call whose
 * arguments are not these any more does not compile.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <xendevicemodel.h>
#include <xenforeignmemory.h>
#include <xenstore.h>
#include <xentoollog.h>

typedef xendevicemodel_handle dm;
typedef xenforeignmemory_handle fm;
typedef xenforeignmemory_resource_handle resource;

dm *(*dmOpen)(struct xentoollog_logger *, unsigned) = xendevicemodel_open;
int (*dmClose)(dm *) = xendevicemodel_close;
int (*create)(dm *, uint16_t, int, uint16_t *) = xendevicemodel_create_ioreq_server;
int (*info)(dm *, uint16_t, uint16_t, uint64_t *, uint64_t *, uint32_t *) = xendevicemodel_get_ioreq_server_info;
int (*map)(dm *, uint16_t, uint16_t, int, uint64_t, uint64_t) = xendevicemodel_map_io_range_to_ioreq_server;
int (*unmap)(dm *, uint16_t, uint16_t, int, uint64_t, uint64_t) = xendevicemodel_unmap_io_range_from_ioreq_server;
int (*mapPci)(dm *, uint16_t, uint16_t, uint16_t, uint8_t, uint8_t, uint8_t) = xendevicemodel_map_pcidev_to_ioreq_server;
int (*unmapPci)(dm *, uint16_t, uint16_t, uint16_t, uint8_t, uint8_t, uint8_t) =
    xendevicemodel_unmap_pcidev_from_ioreq_server;
int (*state)(dm *, uint16_t, uint16_t, int) = xendevicemodel_set_ioreq_server_state;
int (*destroy)(dm *, uint16_t, uint16_t) = xendevicemodel_destroy_ioreq_server;
int (*vcpus)(dm *, uint16_t, unsigned *) = xendevicemodel_nr_vcpus;
int (*down)(dm *, uint16_t, unsigned) = xendevicemodel_shutdown;

fm *(*fmOpen)(struct xentoollog_logger *, unsigned) = xenforeignmemory_open;
int (*fmClose)(fm *) = xenforeignmemory_close;
resource *(*acquire)(fm *, uint16_t, unsigned, unsigned, unsigned long, unsigned long, void **, int, int) =
    xenforeignmemory_map_resource;
int (*release)(fm *, resource *) = xenforeignmemory_unmap_resource;
int (*size)(fm *, uint16_t, unsigned, unsigned, size_t *) = xenforeignmemory_resource_size;

struct xs_handle *(*xsOpen)(unsigned long) = xs_open;
void (*xsClose)(struct xs_handle *) = xs_close;
char **(*directory)(struct xs_handle *, uint32_t, const char *, unsigned *) = xs_directory;
void *(*get)(struct xs_handle *, uint32_t, const char *, unsigned *) = xs_read;
bool (*introduced)(struct xs_handle *, unsigned) = xs_is_domain_introduced;
bool (*watch)(struct xs_handle *, const char *, const char *) = xs_watch;
int (*descriptor)(struct xs_handle *) = xs_fileno;
char **(*check)(struct xs_handle *) = xs_check_watch;

xentoollog_logger_stdiostream *(*logger)(FILE *, xentoollog_level, unsigned) = xtl_createlogger_stdiostream;
_Static_assert(XTL_CRITICAL == 9, "XTL_CRITICAL");
_Static_assert(sizeof(bool) == 1, "bool");
_Static_assert(sizeof(xentoollog_level) == 4, "xentoollog_level");
_Static_assert(XBT_NULL == 0, "XBT_NULL");
