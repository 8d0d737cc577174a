/* For tests, loaded before the libraries of Wine on Linux: a system that reports nothing of what happens to files, as shares of other
   computers and of virtual machines do. Whoever asks for reports leaves a file at the place that DEAF_ASKED names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

static int refuse(void) {
    const char *asked = getenv("DEAF_ASKED");
    int file = asked ? creat(asked, 0600) : -1;
    if (file >= 0) {
        close(file);
    }
    errno = ENOSYS;
    return -1;
}

int inotify_init(void) { return refuse(); }

int inotify_init1(int flags) { return refuse(); }

int fcntl(int file, int command, ...) {
    va_list rest;
    va_start(rest, command);
    void *word = va_arg(rest, void *);
    va_end(rest);
    int (*real)(int, int, void *) = (int (*)(int, int, void *))dlsym(RTLD_NEXT, "fcntl");
    return command == F_NOTIFY ? refuse() : real(file, command, word);
}

int fcntl64(int file, int command, ...) {
    va_list rest;
    va_start(rest, command);
    void *word = va_arg(rest, void *);
    va_end(rest);
    int (*real)(int, int, void *) = (int (*)(int, int, void *))dlsym(RTLD_NEXT, "fcntl64");
    return command == F_NOTIFY ? refuse() : real(file, command, word);
}
