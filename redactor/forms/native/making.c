/* A record with all that is known of its cells in, its result out: the copies for each view. */
#include "api.h"

#include "door.h"

#include <string.h>

enum { SEEN = 4, COPY = 2, OWN = 5 };

/* What all copies of a policy have in common. */
typedef struct {
    PyObject *source_name, *mark, *most, *output, *masked;
} Own;

/* One record under way. */
typedef struct {
    Seen seen;
    PyObject *source; /* the header that names it */
    size_t most;      /* bytes of a copy, its source included */
} Making;

static int is_tuple(PyObject *given, Py_ssize_t size) {
    return given != NULL && PyTuple_Check(given) && PyTuple_Size(given) == size;
}

/* topic/partition/offset, as `redactor.record.Coordinates` says it. */
static PyObject *source_of(PyObject *at) {
    Py_ssize_t size = 0;
    if (!is_tuple(at, 3)) return refuse("where a record stands"), NULL;
    PyObject *name = PyTuple_GetItem(at, 0);
    const char *topic = name == NULL ? NULL : PyUnicode_AsUTF8AndSize(name, &size);
    if (topic == NULL) return NULL;
    if (strlen(topic) != (size_t)size) return refuse("a topic"), NULL;
    Py_ssize_t partition = PyLong_AsSsize_t(PyTuple_GetItem(at, 1));
    Py_ssize_t offset = PyErr_Occurred() ? -1 : PyLong_AsSsize_t(PyTuple_GetItem(at, 2));
    return PyErr_Occurred() ? NULL : PyBytes_FromFormat("%s/%zd/%zd", topic, partition, offset);
}

/* Whether all cells are masked: 1, 0 where the stages must mask one, or -1 with an error. */
static int are_masked(PyObject *written, PyObject *cells) {
    for (Py_ssize_t i = 0; i < PyTuple_Size(cells); i++) {
        PyObject *mask = told_of(written, cells, i);
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
    int masked = are_masked(masks, making->seen.cells);
    if (masked <= 0) return masked < 0 ? NULL : Py_NewRef(Py_None);
    Written written;
    if (write_copy(&making->seen, masks, &written) < 0) return NULL;
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
static int begin(Making *making, PyObject *at, const Own *own) {
    PyObject *source = source_of(at);
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
static PyObject *result_of(Making *making, PyObject *copies, PyObject *found, const Own *own) {
    PyObject *at = PyTuple_GetItem(making->seen.record, 0), *time = PyTuple_GetItem(making->seen.record, 1);
    if (at == NULL || time == NULL || begin(making, at, own) < 0) return NULL;
    PyObject *made = copies_of(making, copies, own);
    Py_DecRef(making->source);
    if (made == NULL || made == Py_None) return made;
    PyObject *fields[] = {at, time, made, found, Py_None};
    PyObject *result = new_of(own->masked, fields, 5);
    Py_DecRef(made);
    return result;
}

/* Take what was read of a record; -1 with an error. */
static int take_seen(PyObject *given, Seen *seen) {
    if (!is_tuple(given, SEEN)) return refuse("what was read of a record");
    *seen = (Seen){PyTuple_GetItem(given, 0), PyTuple_GetItem(given, 1), PyTuple_GetItem(given, 2), PyTuple_GetItem(given, 3)};
    if (headers_of(seen->record) == NULL) return -1;
    return PyTuple_Check(seen->cells) ? 0 : refuse("a record's cells");
}

PyObject *find_record(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Seen seen;
    if (given != 3 || !PyList_Check(args[1]) || !PyList_Check(args[2]))
        return refuse("what was read of a record, names, and what was found"), NULL;
    return take_seen(args[0], &seen) < 0 ? NULL : found_in(&seen, args[1], args[2]);
}

PyObject *make_record(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Seen seen;
    if (given != 5 || !PyList_Check(args[1]) || !PyList_Check(args[2]) || !PyTuple_Check(args[3]) || !is_tuple(args[4], OWN))
        return refuse("what was read of a record, names, what was found, its copies, and what is ours"), NULL;
    Own own = {PyTuple_GetItem(args[4], 0), PyTuple_GetItem(args[4], 1), PyTuple_GetItem(args[4], 2),
               PyTuple_GetItem(args[4], 3), PyTuple_GetItem(args[4], 4)};
    if (take_seen(args[0], &seen) < 0) return NULL;
    Making making = {seen, NULL, 0};
    PyObject *found = found_in(&seen, args[1], args[2]);
    if (found == NULL || found == Py_None) return found;
    PyObject *result = result_of(&making, args[3], found, &own);
    Py_DecRef(found);
    return result;
}
