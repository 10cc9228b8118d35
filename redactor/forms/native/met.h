/* The forms of the blanks that a batch has met already: the next record's is nearly always one of them. */
#ifndef REDACTOR_MET_H
#define REDACTOR_MET_H

#include "blank.h"

enum { MOST_MET = 64 };

/* A blank, among which forms it was looked up, and its form; all owned. */
typedef struct {
    PyObject *forms, *blank, *form;
} One;

typedef struct {
    One one[MOST_MET];
} Met;

/* The form of a blank, borrowed as long as nothing else is met: a field for each slot, or None, and behind them the
 * cells of names; None if it has no form, NULL with an error. */
PyObject *form_of(Met *met, PyObject *forms, const Blank *blank);
void drop_met(Met *met);

#endif
