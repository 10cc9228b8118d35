/* The results of a batch: objects, and what the short way made of other records. */
#ifndef REDACTOR_ISOLATION_RESULTS_H
#define REDACTOR_ISOLATION_RESULTS_H

#include "door.h"
#include "made.h"

/* All of them, borrowed; without what was made, all are objects. */
typedef struct {
    PyObject *list, *kinds, *targets;
    const uint8_t *copies, *spots;
    size_t copies_size, spots_size;
} Results;

typedef enum { IS_ODD, IS_MASKED, IS_REFUSED, IS_MADE } Sort;

/* results.c; -1 with an error. */
int take_results(PyObject *list, PyObject *made, Results *results);

/* What sort of result a record has, and the object if it is one; what is odd is raised. */
Sort sort_at(const Results *results, Py_ssize_t at, PyObject **result);

#endif
