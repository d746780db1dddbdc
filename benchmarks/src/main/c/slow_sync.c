// A disk that takes longer: preloaded into a process, it lets every call that returns only once
// data is durable (fsync, fdatasync, and writes to files opened with O_DSYNC) take at least
// SYNC_MICROS microseconds. All systems of a comparison meet the same disk then, whichever way
// they write to it.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static const long NANOS_PER_SECOND = 1000000000;

static long sync_nanos;

__attribute__((constructor)) static void read_sync_micros(void) {
    const char *micros = getenv("SYNC_MICROS");
    sync_nanos = micros == NULL ? 0 : atol(micros) * 1000;
}

static struct timespec now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time;
}

static void wait_since(struct timespec begun) {
    long nanos = begun.tv_nsec + sync_nanos;
    begun.tv_sec += nanos / NANOS_PER_SECOND;
    begun.tv_nsec = nanos % NANOS_PER_SECOND;
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &begun, NULL) != 0) {
    }
}

static int is_durable_at_once(int fd) {
    int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && (flags & O_DSYNC) != 0;
}

#define SLOW(result, name, parameters, arguments, is_slow)            \
    result name parameters {                                          \
        static result(*real) parameters;                              \
        if (real == NULL) {                                           \
            real = (result(*) parameters) dlsym(RTLD_NEXT, #name);    \
        }                                                             \
        if (!(is_slow)) {                                             \
            return real arguments;                                    \
        }                                                             \
        struct timespec begun = now();                                \
        result answer = real arguments;                               \
        wait_since(begun);                                            \
        return answer;                                                \
    }

SLOW(int, fsync, (int fd), (fd), 1)
SLOW(int, fdatasync, (int fd), (fd), 1)
SLOW(ssize_t, write, (int fd, const void *from, size_t n), (fd, from, n), is_durable_at_once(fd))
SLOW(ssize_t, writev, (int fd, const struct iovec *from, int n), (fd, from, n),
     is_durable_at_once(fd))
SLOW(ssize_t, pwrite, (int fd, const void *from, size_t n, off_t at), (fd, from, n, at),
     is_durable_at_once(fd))
SLOW(ssize_t, pwrite64, (int fd, const void *from, size_t n, off_t at), (fd, from, n, at),
     is_durable_at_once(fd))
SLOW(ssize_t, pwritev, (int fd, const struct iovec *from, int n, off_t at), (fd, from, n, at),
     is_durable_at_once(fd))
SLOW(ssize_t, pwritev64, (int fd, const struct iovec *from, int n, off_t at), (fd, from, n, at),
     is_durable_at_once(fd))
