/* The records of a batch as they are given: a list of `redactor.record.Record`, or the columns of `redactor.columns`. */
#ifndef REDACTOR_GIVEN_H
#define REDACTOR_GIVEN_H

#include "door.h"

typedef struct {
    PyObject *records; /* owned: a tuple of all, or the columns */
    Py_ssize_t count;
    PyObject *topic; /* of columns, as all that follows; NULL of records */
    long long partition;
    Part raw;
    const int32_t *begins, *parts;
    const int64_t *offsets, *times_ms;
    size_t numbers; /* of `parts` */
} Given;

/* What one of them holds, borrowed. */
typedef struct {
    Part key, value;
    Py_ssize_t header_count;
    PyObject *headers;       /* of a record */
    const int32_t *sides;    /* of columns: where the headers stand in the bytes of all */
    const uint8_t *raw;
} Raw;

/* Where one stands: the topic is borrowed. */
typedef struct {
    PyObject *topic;
    long long partition, offset, time_ms;
} Place;

/* All of these raise where what is given is odd: -1 with an error. */
int take_given(PyObject *records, Given *given);
void drop_given(Given *given);
int raw_at(const Given *given, Py_ssize_t at, Raw *raw);
int raw_header(const Raw *raw, Py_ssize_t at, Part *name, Part *value);
int place_at(const Given *given, Py_ssize_t at, Place *place);

/* The topic of one, borrowed, or None where it could not even be read; NULL with an error. */
PyObject *topic_at(const Given *given, Py_ssize_t at);

#endif
