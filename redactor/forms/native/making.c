/* A record with all that is known of its cells in, its result out: the copies for each view. */
#include "api.h"

#include "writing.h"

#include <string.h>

enum { COPY = 2, OWN = 5 };

/* What all copies of a policy have in common. */
typedef struct {
    PyObject *source_name, *mark, *most, *output, *masked;
} Own;

/* One record under way. */
typedef struct {
    const Row *row;
    PyObject *source; /* the header that names it */
    size_t most;      /* bytes of a copy, its source included */
} Making;

static int is_tuple(PyObject *given, Py_ssize_t size) {
    return given != NULL && PyTuple_Check(given) && PyTuple_Size(given) == size;
}

/* topic/partition/offset, as `redactor.record.Coordinates` says it. */
static PyObject *source_of(const Row *row) {
    Py_ssize_t size = 0;
    const char *topic = PyUnicode_AsUTF8AndSize(row->topic, &size);
    if (topic == NULL) return NULL;
    if (strlen(topic) != (size_t)size) return refuse("a topic"), NULL;
    return PyBytes_FromFormat("%s/%zd/%zd", topic, (Py_ssize_t)row->partition, (Py_ssize_t)row->offset);
}

/* Whether all cells are masked: 1, 0 where the stages must mask one, or -1 with an error. */
static int are_masked(PyObject *written, const Row *row) {
    for (Py_ssize_t i = 0; i < row->cell_count; i++) {
        PyObject *mask = PyList_GetItem(written, row->cells[i]);
        if (mask == NULL || mask == Py_False) return mask == NULL ? -1 : 0;
    }
    return 1;
}

/* Headers as they are written, those that are ours behind them. */
static PyObject *all_headers(PyObject *written, PyObject *source, PyObject *mark) {
    Py_ssize_t count = PyTuple_Size(written);
    PyObject *all = PyTuple_New(count + 2);
    for (Py_ssize_t i = 0; all != NULL && i < count; i++)
        PyTuple_SetItem(all, i, Py_NewRef(PyTuple_GetItem(written, i)));
    if (all == NULL) return NULL;
    PyTuple_SetItem(all, count, Py_NewRef(source));
    PyTuple_SetItem(all, count + 1, Py_NewRef(mark));
    return all;
}

/* One copy of what is written; None where it is too large, NULL with an error. */
static PyObject *output_of(const Making *making, PyObject *topic, const Written *written, const Own *own) {
    if (written->size > making->most) return Py_NewRef(Py_None);
    PyObject *headers = all_headers(written->headers, making->source, own->mark);
    PyObject *fields[] = {topic, written->key, written->value, headers};
    PyObject *made = headers == NULL ? NULL : new_of(own->output, fields, 4);
    Py_XDECREF(headers);
    return made;
}

/* One copy; None where the stages must make it, NULL with an error. */
static PyObject *copy_of(const Making *making, PyObject *copy, const Own *own) {
    if (!is_tuple(copy, COPY) || !PyList_Check(PyTuple_GetItem(copy, 1)))
        return refuse("a topic and the masks of all cells"), NULL;
    PyObject *topic = PyTuple_GetItem(copy, 0), *masks = PyTuple_GetItem(copy, 1);
    int masked = are_masked(masks, making->row);
    if (masked <= 0) return masked < 0 ? NULL : Py_NewRef(Py_None);
    Written written;
    if (write_copy(making->row, masks, &written) < 0) return NULL;
    PyObject *made = output_of(making, topic, &written, own);
    drop_copy(&written);
    return made;
}

/* All copies; None where the stages must make one, NULL with an error. */
static PyObject *copies_of(const Making *making, PyObject *copies, const Own *own) {
    PyObject *all = PyTuple_New(PyTuple_Size(copies));
    for (Py_ssize_t i = 0; all != NULL && i < PyTuple_Size(copies); i++) {
        PyObject *one = copy_of(making, PyTuple_GetItem(copies, i), own);
        if (one == NULL || one == Py_None) {
            Py_DecRef(all);
            return one;
        }
        PyTuple_SetItem(all, i, one);
    }
    return all;
}

/* The header that names a record, and how many bytes are left for its copy; -1 with an error. */
static int begin(Making *making, const Own *own) {
    PyObject *source = source_of(making->row);
    size_t most = source == NULL ? 0 : PyLong_AsSize_t(own->most);
    making->source = source == NULL || PyErr_Occurred() ? NULL : PyTuple_Pack(2, own->source_name, source);
    if (making->source != NULL) {
        size_t size = (size_t)PyBytes_Size(source);
        making->most = size > most ? 0 : most - size;
    }
    Py_XDECREF(source);
    return making->source == NULL ? -1 : 0;
}

/* The result of a record in which this was found; None where the stages must make it. */
static PyObject *result_of(Making *making, PyObject *record, PyObject *copies, PyObject *found, const Own *own) {
    PyObject *at = PyTuple_GetItem(record, 0), *time = PyTuple_GetItem(record, 1);
    if (at == NULL || time == NULL || begin(making, own) < 0) return NULL;
    PyObject *made = copies_of(making, copies, own);
    Py_DecRef(making->source);
    if (made == NULL || made == Py_None) return made;
    PyObject *fields[] = {at, time, made, found, Py_None};
    PyObject *result = new_of(own->masked, fields, 5);
    Py_DecRef(made);
    return result;
}

PyObject *find_record(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Rows rows;
    Row row;
    if (given != 4 || !PyList_Check(args[2]) || !PyList_Check(args[3]))
        return refuse("rows, a place, names, and what was found"), NULL;
    int failed = take_rows(args[0], &rows) < 0 || sure_row(&rows, PyLong_AsSsize_t(args[1]), &row) < 0;
    PyObject *found = failed ? NULL : found_in(&row, args[2], args[3]);
    drop_rows(&rows);
    return found;
}

PyObject *make_record(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Rows rows;
    Row row;
    if (given != 7 || !PyTuple_Check(args[2]) || !PyList_Check(args[3]) || !PyList_Check(args[4]) ||
        !PyTuple_Check(args[5]) || !is_tuple(args[6], OWN))
        return refuse("rows, a place, its record, names, what was found, its copies, and what is ours"), NULL;
    Own own = {PyTuple_GetItem(args[6], 0), PyTuple_GetItem(args[6], 1), PyTuple_GetItem(args[6], 2),
               PyTuple_GetItem(args[6], 3), PyTuple_GetItem(args[6], 4)};
    int failed = take_rows(args[0], &rows) < 0 || sure_row(&rows, PyLong_AsSsize_t(args[1]), &row) < 0;
    Making making = {&row, NULL, 0};
    PyObject *found = failed ? NULL : found_in(&row, args[3], args[4]);
    PyObject *result = found;
    if (found != NULL && found != Py_None) {
        result = result_of(&making, args[2], args[5], found, &own);
        Py_DecRef(found);
    }
    drop_rows(&rows);
    return result;
}
