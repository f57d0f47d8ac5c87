/*
 * A library to be found in place of libxendevicemodel: everything is done by the real one, which it needs under the
 * name libxendevicemodel-real.so. IOREQ_DIE_AT=before-create|after-create|after-enable|after-map kills the process
 * (SIGKILL) at the first call of that kind.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void die_at(const char *here)
{
    const char *wanted = getenv("IOREQ_DIE_AT");

    if (wanted && !strcmp(wanted, here))
        kill(getpid(), SIGKILL);
}

static void *real(const char *name)
{
    return dlsym(dlopen("libxendevicemodel-real.so", RTLD_LAZY | RTLD_NOLOAD), name);
}

int xendevicemodel_create_ioreq_server(void *handle, uint16_t domain, int buffered, uint16_t *id)
{
    int (*call)(void *, uint16_t, int, uint16_t *) = real(__func__);
    int result;

    die_at("before-create");
    result = call(handle, domain, buffered, id);
    die_at("after-create");
    return result;
}

int xendevicemodel_set_ioreq_server_state(void *handle, uint16_t domain, uint16_t id, int enabled)
{
    int (*call)(void *, uint16_t, uint16_t, int) = real(__func__);
    int result = call(handle, domain, id, enabled);

    die_at("after-enable");
    return result;
}

int xendevicemodel_map_io_range_to_ioreq_server(void *handle, uint16_t domain, uint16_t id, int memory, uint64_t first,
                                                uint64_t last)
{
    int (*call)(void *, uint16_t, uint16_t, int, uint64_t, uint64_t) = real(__func__);
    int result = call(handle, domain, id, memory, first, last);

    die_at("after-map");
    return result;
}
