/* The cells of a batch by field and text, while it is read. */
#ifndef REDACTOR_CELLS_H
#define REDACTOR_CELLS_H

#include "batch.h"

/* A key of the hash, drawn by each process: who sends the texts does not know which of them fall together. */
typedef struct {
    uint64_t low, high;
} Seed;

/* Where a cell is found: half of its hash, and its place in `cell`, -1 where nothing is. */
typedef struct {
    uint32_t half;
    int32_t cell;
} Home;

/* All cells that were read, by hash. */
typedef struct {
    Seed seed;
    PyObject *texts, *fields; /* lists, borrowed: of each number its text and its field */
    Store *store;
    Home *index;
    size_t mask; /* one less than the places of the index */
    Cell *cell;
    size_t count, room;
} Cells;

int begin_cells(Cells *cells);

/* Give the cells away, so many of them, and drop all else. */
Cell *end_cells(Cells *cells, size_t *count);

/* The hash of a text in its field; where it is looked for is fetched meanwhile. */
uint64_t look_for(const Cells *cells, PyObject *field, Part text);

/* The number of a text of such a hash, as yet a cell without a number; a new one where it is not there yet: -1 with an
 * error, or without one where it holds no UTF-8. It is kept where it is, unless it is said to be passing. */
int32_t number_of(Cells *cells, Cell sought, int is_passing);

/* hashing.c: SipHash-1-3. */
uint64_t hash_of(Seed seed, const void *field, Part text);

/* utf8.c: as CPython has it: no halves of surrogate pairs, nothing longer than it need be. */
int is_utf8(Part text);

/* utf8.c: a text of Python's; NULL with an error. */
PyObject *text_made(Part text);

#endif
