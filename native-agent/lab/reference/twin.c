/*
 * twin DOMID NAME MEMORY-MIB KERNEL COMMAND-LINE: a PVH guest of one vCPU under the number that another one had,
 * paused. xl takes the next free number, and so does Xen, which comes round to a used one after 32751 domains. libxl
 * refuses a number that went out of use within the last minute, if LIBXL_DOMID_REUSE_TIMEOUT=0 does not allow it.
 */
#include "failure.h"
#include <libxl.h>
#include <libxl_utils.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xentoollog.h>

static void describe(libxl_ctx *context, libxl_domain_config *config, char **arguments)
{
    libxl_domain_create_info *who = &config->c_info;
    libxl_domain_build_info *what = &config->b_info;

    who->type = LIBXL_DOMAIN_TYPE_PVH;
    who->domid = (libxl_domid)atoi(arguments[1]);
    who->name = strdup(arguments[2]);
    libxl_uuid_generate(&who->uuid);
    libxl_domain_build_info_init_type(what, LIBXL_DOMAIN_TYPE_PVH);
    what->max_vcpus = 1;
    if (libxl_cpu_bitmap_alloc(context, &what->avail_vcpus, 1))
        fail("libxl_cpu_bitmap_alloc");
    libxl_bitmap_set_any(&what->avail_vcpus);
    what->max_memkb = what->target_memkb = strtoull(arguments[3], NULL, 0) << 10;
    what->kernel = strdup(arguments[4]);
    what->cmdline = strdup(arguments[5]);
    config->on_poweroff = config->on_reboot = config->on_crash = LIBXL_ACTION_ON_SHUTDOWN_DESTROY;
}

int main(int argc, char **argv)
{
    xentoollog_logger *log = (xentoollog_logger *)xtl_createlogger_stdiostream(stderr, XTL_ERROR, 0);
    libxl_ctx *context;
    libxl_domain_config config;
    uint32_t domain;

    if (argc != 6)
        fail("usage: twin DOMID NAME MEMORY-MIB KERNEL COMMAND-LINE");
    if (libxl_ctx_alloc(&context, LIBXL_VERSION, 0, log))
        fail("libxl_ctx_alloc");
    libxl_domain_config_init(&config);
    describe(context, &config, argv);
    if (libxl_domain_create_new(context, &config, &domain, NULL, NULL))
        fail("libxl_domain_create_new(domid=%s, name=%s)", argv[1], argv[2]);
    printf("%u\n", domain);
    libxl_domain_config_dispose(&config);
    libxl_ctx_free(context);
    return 0;
}
