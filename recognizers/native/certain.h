/* What certain.c offers to the door that reads names and addresses. */
#ifndef REDACTOR_CERTAIN_H
#define REDACTOR_CERTAIN_H

#include "batch.h"

typedef struct Teller Teller; /* teller.c */

/* A text whose findings are told, behind what its field says. */
typedef struct {
    PyObject *text, *recognizer;
    const uint32_t *codes;
    Py_ssize_t size, shift; /* characters, and those of them that are the field's */
    Py_ssize_t before;      /* characters of `codes` that stand before `text` */
    enum Asked asked;
} Read;

/* A stretch with the objects that its finding is made of, all borrowed. */
typedef struct {
    Py_ssize_t start, end;
    PyObject *label, *score;
} Candidate;

const Teller *teller_of(PyObject *capsule);
Py_ssize_t teller_prefix(const Teller *teller);

/* The finding of what the model found by itself, behind the text's prefix; None where it is not certain, NULL with an
 * error. */
PyObject *finding_of(const Teller *teller, const Read *read, const Candidate *one, Work *work);

#endif
