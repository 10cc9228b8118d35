/* How the records of a set are read, one after the other; see opening.c. */
#ifndef REDACTOR_ISOLATION_READER_H
#define REDACTOR_ISOLATION_READER_H

#include <stdint.h>

/* Where reading stands, and the end that it must not pass. */
typedef struct {
    const uint8_t *at, *end;
} Reader;

/* Bytes, or null. */
typedef struct {
    const char *text;
    Py_ssize_t size;
} Part;

/* What a record holds behind its front; each is NULL where it was not asked for or could not be made. */
typedef struct {
    PyObject *key, *value, *headers;
} Held;

void drop(Held *held);

/* These give 0 where the bytes are not what they should be; with an error or without. */

/* A record, and its time and place less those of the set. */
int read_front(Reader *set, Reader *record, int64_t *ahead_ms, int64_t *ahead);

/* The rest of it, to its end; what is asked for is to be dropped, however it ends. */
int read_rest(Reader *record, Held *held);

#endif
