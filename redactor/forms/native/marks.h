/* The masks of a batch's cells under one dress, as they are written. */
#ifndef REDACTOR_MARKS_H
#define REDACTOR_MARKS_H

#include "batch.h"

/* What is written of a cell that has no mask of its own, as its size. */
enum { NOT_MASKED = 0, LEFT = 1, STAYS = 2 };

typedef struct {
    Batch *batch;
    PyObject *rows; /* the batch's object, owned */
    Part *written;  /* of each cell: its mask, or one of the above where there is no text */
    size_t count;
    Store store;
} Marks;

/* The marks in an object, borrowed; NULL with an error. */
Marks *marks_in(PyObject *given);

/* Put a mask in the stead of a cell, and keep it; -1 with an error. */
int put_mask(Marks *marks, size_t cell, Part mask);

#endif
