/* Path and entity of spans: one object for most texts of a batch in which the same was found. */
#ifndef REDACTOR_PAIRS_H
#define REDACTOR_PAIRS_H

#include <stdint.h>

enum { MOST_PAIRS = 256 };

/* Those that were made last, owned. */
typedef struct {
    PyObject *pairs[MOST_PAIRS];
} Pairs;

/* pairs.c: path and entity of each span, owned; NULL with an error. */
PyObject *pairs_of(Pairs *known, PyObject *path, PyObject *spans);
void drop_pairs(Pairs *known);

#endif
