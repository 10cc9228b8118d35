/* The cells of a batch: each text once for each field in which it stands. Must never give two texts one cell,
 * whatever their hashes. */
#include "api.h"

#include "cells.h"

#include <string.h>

enum { FIRST_PLACES = 1 << 12 };

/* An index of so many places in which nothing is; -1 with an error. */
static int clear_index(Cells *cells, size_t places) {
    Home *index = PyMem_Realloc(cells->index, places * sizeof *index);
    if (index == NULL) return PyErr_NoMemory(), -1;
    memset(index, -1, places * sizeof *index);
    cells->index = index;
    cells->mask = places - 1;
    return 0;
}

int begin_cells(Cells *cells) { return clear_index(cells, FIRST_PLACES); }

Cell *end_cells(Cells *cells, size_t *count) {
    PyMem_Free(cells->index);
    *count = cells->count;
    return cells->cell;
}

/* Put a cell into the index, where nothing is. */
static void put_cell(Cells *cells, uint64_t hash, size_t cell) {
    size_t place = hash & cells->mask;
    while (cells->index[place].cell >= 0) place = (place + 1) & cells->mask;
    cells->index[place] = (Home){(uint32_t)(hash >> 32), (int32_t)cell};
}

/* Make the index twice as large once it is half full; -1 with an error. */
static int make_places(Cells *cells) {
    if (2 * (cells->count + 1) <= cells->mask + 1) return 0;
    if (clear_index(cells, 2 * (cells->mask + 1)) < 0) return -1;
    for (size_t i = 0; i < cells->count; i++) put_cell(cells, cells->cell[i].hash, i);
    return 0;
}

/* Add a text and its field to those of all cells; its number, or -1 as `number_of`. */
static int32_t add_text(Cells *cells, PyObject *field, Part text) {
    Py_ssize_t number = PyList_Size(cells->texts);
    if (number >= INT32_MAX - 1 || PyList_Size(cells->fields) != number) return refuse("the texts and the fields of cells");
    PyObject *made = text_made(text);
    if (made == NULL && PyErr_ExceptionMatches(PyExc_UnicodeDecodeError)) PyErr_Clear();
    if (made == NULL) return -1;
    int failed = PyList_Append(cells->texts, made) < 0 || PyList_Append(cells->fields, field) < 0;
    Py_DecRef(made);
    return failed ? -1 : (int32_t)number;
}

/* Add a cell at a place of the index at which nothing is. */
static int32_t join(Cells *cells, Cell cell, int is_passing) {
    Part text = {cell.text, cell.size};
    cell.number = add_text(cells, cell.field, text);
    if (cell.number < 0) return -1;
    if (is_passing && (cell.text = stored(cells->store, text.text, text.size)) == NULL) return -1;
    Cell *all = make_places(cells) < 0 ? NULL : with_room(cells->cell, &cells->room, cells->count, 1, sizeof cell);
    if (all == NULL) return -1;
    cells->cell = all;
    put_cell(cells, cell.hash, cells->count);
    all[cells->count++] = cell;
    return cell.number;
}

uint64_t look_for(const Cells *cells, PyObject *field, Part text) {
    uint64_t hash = hash_of(cells->seed, field, text);
    __builtin_prefetch(&cells->index[hash & cells->mask]);
    return hash;
}

static int is_same(const Cell *one, const Cell *other) {
    return one->hash == other->hash && one->field == other->field && one->size == other->size &&
           memcmp(one->text, other->text, one->size) == 0;
}

int32_t number_of(Cells *cells, Cell sought, int is_passing) {
    uint32_t half = (uint32_t)(sought.hash >> 32);
    for (size_t place = sought.hash & cells->mask; cells->index[place].cell >= 0; place = (place + 1) & cells->mask) {
        const Cell *cell = &cells->cell[cells->index[place].cell];
        if (cells->index[place].half == half && is_same(cell, &sought)) return cell->number;
    }
    return join(cells, sought, is_passing);
}
