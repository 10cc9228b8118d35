/* What was found in records: each kind a number, and a tuple only of one that is new. Must never take two kinds for
 * one by their hashes alone. */
#include "api.h"

#include "mixing.h"
#include "writing.h"

#include <string.h>

enum { FIRST_SLOTS = 256, EMPTY = -1 };

/* What was found in the cells of a record, by where that stands in `seen`, and the number of it. */
struct Kind {
    uint64_t hash;
    size_t start, size;
    Py_ssize_t number;
};

static struct Kind *new_slots(size_t room) {
    struct Kind *slots = PyMem_Malloc(room * sizeof *slots);
    for (size_t i = 0; slots != NULL && i < room; i++) slots[i].number = EMPTY;
    return slots;
}

int begin_kinds(Kinds *kinds) {
    *kinds = (Kinds){PyList_New(0), PyDict_New(), NULL, 0, 0, new_slots(FIRST_SLOTS), 0, FIRST_SLOTS};
    if (kinds->slots == NULL) PyErr_NoMemory();
    return kinds->list == NULL || kinds->numbers == NULL || kinds->slots == NULL ? -1 : 0;
}

void drop_kinds(Kinds *kinds) {
    Py_CLEAR(kinds->list);
    Py_CLEAR(kinds->numbers);
    PyMem_Free(kinds->seen);
    PyMem_Free(kinds->slots);
}

/* Put what was found in a record's cells behind what is in `seen`, nothing left out, without taking it in; how many
 * there are, -1 with an error. */
static Py_ssize_t take_found(Kinds *kinds, const Row *row, const Told *told) {
    size_t count = kinds->seen_count;
    int32_t *seen = with_room(kinds->seen, &kinds->seen_room, count, (size_t)row->cell_count + 1, sizeof *seen);
    if (seen == NULL) return -1;
    kinds->seen = seen;
    for (Py_ssize_t i = 0; i < row->cell_count; i++) {
        const Entry *entry = entry_at(told, row->cells[i]);
        if (entry == NULL) return -1;
        if (entry->kind > 0) seen[count++] = entry->kind;
    }
    return (Py_ssize_t)(count - kinds->seen_count);
}

static uint64_t hash_of(const int32_t *some, size_t size) {
    uint64_t hash = size;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ (uint64_t)some[i]) * GOLDEN;
        hash ^= hash >> 29;
    }
    return hash;
}

/* The slot in which something stands, or may be put. */
static struct Kind *slot_of(const Kinds *kinds, uint64_t hash, const int32_t *some, size_t size) {
    for (size_t at = hash % kinds->room;; at = (at + 1) % kinds->room) {
        struct Kind *slot = &kinds->slots[at];
        if (slot->number == EMPTY) return slot;
        if (slot->hash == hash && slot->size == size &&
            memcmp(kinds->seen + slot->start, some, size * sizeof *some) == 0)
            return slot;
    }
}

/* Half of the table stays empty; -1 with an error. */
static int make_slots(Kinds *kinds) {
    if (2 * (kinds->count + 1) <= kinds->room) return 0;
    Kinds larger = *kinds;
    larger.room = 2 * kinds->room;
    larger.slots = new_slots(larger.room);
    if (larger.slots == NULL) return PyErr_NoMemory(), -1;
    for (size_t i = 0; i < kinds->room; i++) {
        struct Kind *old = &kinds->slots[i];
        if (old->number != EMPTY) *slot_of(&larger, old->hash, kinds->seen + old->start, old->size) = *old;
    }
    PyMem_Free(kinds->slots);
    *kinds = larger;
    return 0;
}

/* One tuple of all that is in these. */
static PyObject *joined(const Told *told, const int32_t *some, size_t size) {
    Py_ssize_t count = 0, done = 0;
    for (size_t i = 0; i < size; i++) count += PyTuple_Size(told->pairs[some[i]]);
    PyObject *all = PyTuple_New(count);
    for (size_t i = 0; all != NULL && i < size; i++) {
        PyObject *pairs = told->pairs[some[i]];
        for (Py_ssize_t j = 0; j < PyTuple_Size(pairs); j++)
            PyTuple_SetItem(all, done++, Py_NewRef(PyTuple_GetItem(pairs, j)));
    }
    return all;
}

/* The number of a kind, a new one where none is equal; -1 with an error. */
static Py_ssize_t number_of(Kinds *kinds, PyObject *kind) {
    PyObject *known = PyDict_GetItemWithError(kinds->numbers, kind);
    if (known != NULL) return PyLong_AsSsize_t(known);
    Py_ssize_t number = PyList_Size(kinds->list);
    PyObject *made = PyErr_Occurred() ? NULL : PyLong_FromSsize_t(number);
    int failed = made == NULL || number > INT32_MAX || PyDict_SetItem(kinds->numbers, kind, made) < 0 ||
                 PyList_Append(kinds->list, kind) < 0;
    Py_XDECREF(made);
    return failed ? -1 : number;
}

Py_ssize_t kind_of(Kinds *kinds, const Row *row, const Told *told) {
    Py_ssize_t taken = take_found(kinds, row, told);
    if (taken < 0 || make_slots(kinds) < 0) return -1;
    size_t size = (size_t)taken, start = kinds->seen_count;
    uint64_t hash = hash_of(kinds->seen + start, size);
    struct Kind *slot = slot_of(kinds, hash, kinds->seen + start, size);
    if (slot->number != EMPTY) return slot->number;
    PyObject *kind = joined(told, kinds->seen + start, size);
    Py_ssize_t number = kind == NULL ? -1 : number_of(kinds, kind);
    Py_XDECREF(kind);
    if (number < 0) return -1;
    *slot = (struct Kind){hash, start, size, number};
    kinds->seen_count += size;
    kinds->count++;
    return number;
}
