/* What of a batch's rows Python looks at, or changes: of few records. Must never put more cells into a row than it
 * has, nor fewer. */
#include "api.h"

#include "rows.h"

/* Numbers as a tuple; NULL with an error. */
static PyObject *tuple_of_cells(const int32_t *cells, Py_ssize_t count) {
    PyObject *all = PyTuple_New(count);
    for (Py_ssize_t i = 0; all != NULL && i < count; i++) {
        PyObject *number = PyLong_FromLong(cells[i]);
        if (number == NULL) Py_CLEAR(all);
        else PyTuple_SetItem(all, i, number);
    }
    return all;
}

PyObject *show_row(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Rows rows;
    Row row;
    if (given != 2) return refuse("rows and a place"), NULL;
    if (take_rows(args[0], &rows) < 0) return NULL;
    int is_there = row_at(&rows, PyLong_AsSsize_t(args[1]), &row);
    PyObject *cells = is_there > 0 ? tuple_of_cells(row.cells, row.cell_count) : NULL;
    PyObject *shown = cells == NULL ? NULL
                                    : Py_BuildValue("Oy#y#", cells, (const char *)row.value.text, (Py_ssize_t)row.value.size,
                                                    (const char *)row.ends, row.end_count * (Py_ssize_t)(ENDS * sizeof *row.ends));
    Py_XDECREF(cells);
    drop_rows(&rows);
    return is_there == 0 ? Py_NewRef(Py_None) : shown;
}

PyObject *put_cells(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Batch *batch = given == 3 && PyTuple_Check(args[2]) ? batch_in(args[0]) : (refuse("rows, a place, and cells"), NULL);
    Py_ssize_t place = batch == NULL ? -1 : PyLong_AsSsize_t(args[1]);
    if (batch == NULL || PyErr_Occurred()) return NULL;
    Read *read = place < 0 || place >= batch->given.count ? NULL : &batch->read[place];
    if (read == NULL || read->value == NULL || PyTuple_Size(args[2]) != read->cell_count) return refuse("as many cells"), NULL;
    for (int i = 0; i < read->cell_count; i++) {
        long cell = PyLong_AsLong(PyTuple_GetItem(args[2], i));
        if (cell < 0 || cell > INT32_MAX) return PyErr_Occurred() ? NULL : (refuse("a cell"), NULL);
        batch->cells[read->first_cell + (size_t)i] = (int32_t)cell;
    }
    read->was_searched = 1; /* for that they are put there */
    return Py_NewRef(Py_None);
}

PyObject *longer_rows(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    const Batch *batch = given == 2 ? batch_in(args[0]) : (refuse("rows and a size"), NULL);
    size_t size = batch == NULL ? 0 : PyLong_AsSize_t(args[1]);
    PyObject *places = batch == NULL || PyErr_Occurred() ? NULL : PyList_New(0);
    for (Py_ssize_t at = 0; places != NULL && at < batch->given.count; at++) {
        if (batch->read[at].value == NULL || batch->read[at].size <= size) continue;
        PyObject *place = PyLong_FromSsize_t(at);
        if (place == NULL || PyList_Append(places, place) < 0) Py_CLEAR(places);
        Py_XDECREF(place);
    }
    return places;
}

/* When each key begins, in order. */
typedef struct {
    long long *at_ms;
    Py_ssize_t count;
} Starts;

/* Take them from a tuple; -1 with an error. What was taken is to be freed. */
static int take_starts(PyObject *given, Starts *starts) {
    starts->count = PyTuple_Size(given);
    starts->at_ms = PyMem_Malloc((size_t)starts->count * sizeof *starts->at_ms);
    if (starts->at_ms == NULL) return PyErr_NoMemory(), -1;
    for (Py_ssize_t i = 0; i < starts->count; i++) {
        starts->at_ms[i] = PyLong_AsLongLong(PyTuple_GetItem(given, i));
        if (PyErr_Occurred()) return -1;
    }
    return 0;
}

/* In which key's time a record is: that of the last that has begun, or of the first. */
static Py_ssize_t era_of(const Starts *starts, long long time_ms) {
    Py_ssize_t era = 0;
    while (era + 1 < starts->count && starts->at_ms[era + 1] <= time_ms) era++;
    return era;
}

/* The places of one topic and era, borrowed from those of all, where a list is made for them; NULL with an error. */
static PyObject *places_of(PyObject *all, PyObject *topic, Py_ssize_t era) {
    PyObject *key = Py_BuildValue("On", topic, era);
    PyObject *places = key == NULL ? NULL : PyDict_GetItemWithError(all, key);
    if (key != NULL && places == NULL && !PyErr_Occurred() && (places = PyList_New(0)) != NULL) {
        if (PyDict_SetItem(all, key, places) < 0) Py_CLEAR(places);
        else Py_DecRef(places);
    }
    Py_XDECREF(key);
    return places;
}

/* Put the place of each record that was read among those that are masked alike; -1 with an error. */
static int put_places(const Batch *batch, const Starts *starts, PyObject *all) {
    PyObject *topic = NULL, *places = NULL;
    Py_ssize_t era = 0;
    Place stands;
    for (Py_ssize_t at = 0; at < batch->given.count; at++) {
        if (batch->read[at].value == NULL) continue;
        if (place_at(&batch->given, at, &stands) < 0) return -1;
        Py_ssize_t its = era_of(starts, stands.time_ms);
        if (stands.topic != topic || its != era) places = places_of(all, topic = stands.topic, era = its);
        PyObject *place = places == NULL ? NULL : PyLong_FromSsize_t(at);
        int failed = place == NULL || PyList_Append(places, place) < 0;
        Py_XDECREF(place);
        if (failed) return -1;
    }
    return 0;
}

PyObject *alike_rows(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Starts starts;
    const Batch *batch = given == 2 && PyTuple_Check(args[1]) ? batch_in(args[0]) : (refuse("rows and when keys begin"), NULL);
    if (batch == NULL) return NULL;
    PyObject *all = PyDict_New();
    int failed = take_starts(args[1], &starts) < 0 || all == NULL || put_places(batch, &starts, all) < 0;
    PyObject *places = failed ? NULL : PyDict_Values(all);
    PyMem_Free(starts.at_ms);
    Py_XDECREF(all);
    return places;
}
