/* What was found in a record, if no name in it may stand more often than it was found. */
#include "api.h"

#include "writing.h"

#include <string.h>

enum { MOST_NAMES = 32 };

/* The names of a record, each with how often it was found. */
typedef struct {
    Part name[MOST_NAMES];
    int found[MOST_NAMES], count;
} Names;

/* Count one name; 0 if there is no room for it. */
static int add_name(Names *names, Part name) {
    int i = 0;
    while (i < names->count &&
           (names->name[i].size != name.size || memcmp(names->name[i].text, name.text, name.size) != 0))
        i++;
    if (i == MOST_NAMES) return 0;
    if (i == names->count) {
        names->name[i] = name;
        names->found[names->count++] = 0;
    }
    names->found[i]++;
    return 1;
}

/* 1 if all names are taken, 0 if they are too many, -1 with an error. */
static int take_names(Names *names, PyObject *list, const Row *row) {
    names->count = 0;
    for (Py_ssize_t i = 0; i < row->cell_count; i++) {
        PyObject *some = PyList_GetItem(list, row->cells[i]);
        if (some == NULL || (some != Py_None && !PyTuple_Check(some))) return some ? refuse("names") : -1;
        for (Py_ssize_t j = 0; some != Py_None && j < PyTuple_Size(some); j++) {
            Part name;
            if (part_of(PyTuple_GetItem(some, j), &name) < 0) return -1;
            if (name.text == NULL || name.size == 0) return refuse("a name");
            if (!add_name(names, name)) return 0;
        }
    }
    return 1;
}

/* Take from each name's count how often it stands in a part. */
static void look(Names *names, Part part) {
    for (int i = 0; part.text != NULL && i < names->count; i++) {
        const uint8_t *at = part.text, *end = part.text + part.size;
        while ((at = memmem(at, (size_t)(end - at), names->name[i].text, names->name[i].size)) != NULL) {
            names->found[i]--;
            at += names->name[i].size;
        }
    }
}

/* Whether a name may stand in a record more often than it was found: 1, 0, or -1 with an error. */
static int stands_again(Names *names, const Row *row) {
    Part part, name;
    look(names, row->value);
    look(names, row->raw_key);
    for (Py_ssize_t i = 0; i < row->header_count; i++) {
        if (row_header(row, i, &name, &part) < 0) return -1;
        look(names, part);
    }
    int again = 0;
    for (int i = 0; i < names->count; i++) again |= names->found[i] < 0;
    return again;
}

/* All that was found in a record's cells, one tuple of all their tuples; NULL with an error. */
static PyObject *gathered(const Row *row, PyObject *found) {
    Py_ssize_t size = 0, done = 0;
    for (Py_ssize_t i = 0; i < row->cell_count; i++) {
        PyObject *some = PyList_GetItem(found, row->cells[i]);
        if (some == NULL || !PyTuple_Check(some)) return some ? (refuse("what was found"), NULL) : NULL;
        size += PyTuple_Size(some);
    }
    PyObject *all = PyTuple_New(size);
    for (Py_ssize_t i = 0; all != NULL && i < row->cell_count; i++) {
        PyObject *some = PyList_GetItem(found, row->cells[i]);
        for (Py_ssize_t j = 0; j < PyTuple_Size(some); j++)
            PyTuple_SetItem(all, done++, Py_NewRef(PyTuple_GetItem(some, j)));
    }
    return all;
}

PyObject *found_in(const Row *row, PyObject *names, PyObject *found) {
    Names sought;
    int taken = take_names(&sought, names, row);
    if (taken < 0) return NULL;
    int again = taken == 0 ? 1 : sought.count == 0 ? 0 : stands_again(&sought, row);
    if (again != 0) return again < 0 ? NULL : Py_NewRef(Py_None);
    return gathered(row, found);
}
