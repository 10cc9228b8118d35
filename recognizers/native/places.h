/* What places.c offers to the other doors: findings of mobile numbers that stand alone. */
#ifndef REDACTOR_PLACES_H
#define REDACTOR_PLACES_H

#include "scan.h"

enum { SEGMENTS = 1000 };

/* What a finding of a mobile number is: one of a segment in use, one of another, and which are. */
typedef struct {
    PyObject *used, *unused;
    const char *segments; /* [SEGMENTS] */
} Mobiles;

/* Whether an object has the fields of a finding. */
int is_finding(PyObject *one);

/* A finding like another one, in this place; NULL with an error. */
PyObject *like(PyObject *one, Py_ssize_t start, Py_ssize_t end);

/* Into one list findings, into the other places that must be looked at; 1, or -1 with an error. Where no
 * list is given for places, 0 with the first of them: what was found until then is not all. */
int part_mobiles(const Text *text, const Mobiles *kinds, PyObject *findings, PyObject *places);

#endif
