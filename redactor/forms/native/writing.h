/* A record's copy and what was found in it, between the files that make them. */
#ifndef REDACTOR_WRITING_H
#define REDACTOR_WRITING_H

#include "rows.h"

/* A masked copy, owned, and the bytes of all its parts, headers' names included. */
typedef struct {
    PyObject *key, *value, *headers;
    size_t size;
} Written;

/* finding.c: all that was found in a record's cells, one tuple; None where a name may stand in the record more
 * often than it was found, NULL with an error. */
PyObject *found_in(const Row *row, PyObject *names, PyObject *found);

/* writing.c: a record's copy under the masks of all cells; -1 with an error, and nothing is owned then. */
int write_copy(const Row *row, PyObject *masks, Written *written);
void drop_copy(Written *written);

#endif
