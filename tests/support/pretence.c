/* What a process under test is told of the world: another time of day, and no names.
 *
 * Loaded before the C library. Must never touch the monotonic clock: real clocks jump without it.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* The file that the test writes: seconds to add to the time of day, and whether names fail. */
struct told {
    int64_t ahead_s;
    int64_t nameless;
};

static const volatile struct told *told(void)
{
    static const volatile struct told *page;
    static int asked;
    if (!asked) {
        const char *path = getenv("PRETENCE");
        int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
        if (file >= 0) {
            void *at = mmap(NULL, sizeof(struct told), PROT_READ, MAP_SHARED, file, 0);
            page = at == MAP_FAILED ? NULL : at;
            close(file);
        }
        asked = 1;
    }
    return page;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    static int (*real)(clockid_t, struct timespec *);
    if (!real)
        real = dlsym(RTLD_NEXT, "clock_gettime");
    int failed = real(clock, now);
    if (!failed && told() && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += told()->ahead_s;
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    static int (*real)(struct timeval *restrict, void *restrict);
    if (!real)
        real = dlsym(RTLD_NEXT, "gettimeofday");
    int failed = real(now, zone);
    if (!failed && told())
        now->tv_sec += told()->ahead_s;
    return failed;
}

time_t time(time_t *into)
{
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now))
        return -1;
    if (into)
        *into = now.tv_sec;
    return now.tv_sec;
}

int getaddrinfo(const char *restrict name, const char *restrict service,
                const struct addrinfo *restrict hints, struct addrinfo **restrict found)
{
    static int (*real)(const char *restrict, const char *restrict,
                       const struct addrinfo *restrict, struct addrinfo **restrict);
    if (!real)
        real = dlsym(RTLD_NEXT, "getaddrinfo");
    if (told() && told()->nameless)
        return EAI_AGAIN;
    return real(name, service, hints, found);
}
