/* What was read of a batch: kept in C until its copies are written, and told to Python as one object. */
#ifndef REDACTOR_BATCH_H
#define REDACTOR_BATCH_H

#include "given.h"
#include "store.h"
#include "told.h"

/* One cell: its text lives as long as the batch. */
typedef struct {
    uint64_t hash;
    const uint8_t *text;
    PyObject *field; /* borrowed, while it is read */
    uint32_t size;
    int32_t number;
} Cell;

/* What was read of a record; no value where nothing was. */
typedef struct {
    const uint8_t *value; /* as we write it: the raw one, or in the store */
    size_t size, first_cell, first_end;
    int cell_count, end_count;
    int was_searched; /* no name stands again that was not found there */
} Read;

typedef struct {
    Given given;
    Store store;
    Read *read;     /* of each record */
    int32_t *cells; /* of all, one record's behind the other's */
    size_t cell_count, cell_room;
    uint32_t *ends; /* of all values, `ENDS` of each */
    size_t end_count, end_room;
    Cell *text; /* of all cells that were read, in the order of their numbers */
    size_t text_count;
    Told told; /* of all cells, once it was */
} Batch;

/* The batch of records in an object of Python's, with none of them read; NULL with an error. */
PyObject *new_batch(PyObject *records);

/* The batch in an object, borrowed; NULL with an error. */
Batch *batch_in(PyObject *given);

#endif
