/* How the records of a set are read, one after the other; see opening.c. */
#ifndef REDACTOR_ISOLATION_READER_H
#define REDACTOR_ISOLATION_READER_H

#include <stdint.h>

/* What the records of a set count from; of a set with the broker's own time all have that. */
typedef struct {
    long long offset, time_ms;
    int appended;
} Base;

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

/* A part of it, and how many headers stand behind its value. */
int read_part(Reader *reader, Part *part);
int read_count(Reader *reader, int64_t *count);

/* Whether a part is UTF-8. */
int is_text(Part part);

/* The rest of it, to its end; what is asked for is to be dropped, however it ends. */
int read_rest(Reader *record, Held *held);

/* source.c: a set as it is given, and what its records count from; 0 with an error. */
int reader_of(PyObject *set, Reader *reader);
int base_of(PyObject *const *args, Base *base);

/* source.c: a record's front: where it stands and its time. */
int read_place(Reader *set, Reader *record, const Base *base, long long *offset, long long *time_ms);

/* source.c: raise that a set is odd, unless something else is wrong; give NULL. */
PyObject *odd(void);

#endif
