/* The door to what is found outright: texts in, the bits of their shapes and findings out.
 *
 * See recognizers/outright.py.
 */
#include "api.h"

#include "cued_door.h"
#include "door.h"
#include "outright.h"

#include <stdlib.h>

#define CAPSULE "recognizers.native.Outright"

enum { FEW = 1024, PLANE = 65536 };

static void outright_free(PyObject *capsule) {
    Outright *outright = PyCapsule_GetPointer(capsule, CAPSULE);
    if (outright == NULL) return;
    Py_XDECREF(outright->scanner);
    Py_XDECREF(outright->findings);
    Py_XDECREF(outright->segments);
    Py_XDECREF(outright->names);
    Py_XDECREF(outright->rules);
    free(outright);
}

static int take_carriers(Carriers *carriers, PyObject *rows) {
    Py_ssize_t count = PyTuple_Size(rows);
    if (count < 0 || count > MAX_CARRIERS) return PyErr_Occurred() ? -1 : refuse("carriers");
    for (Py_ssize_t i = 0; i < count; i++) {
        Carrier *one = &carriers->row[i];
        PyObject *letters;
        if (!PyArg_ParseTuple(PyTuple_GetItem(rows, i), "Uii", &letters, &one->least, &one->most)) return -1;
        Py_ssize_t length = PyUnicode_GetLength(letters);
        if (length < 1 || length > MOST_LETTERS || one->least < 1) return refuse("a carrier");
        if (PyUnicode_AsUCS4(letters, one->letters, length, 0) == NULL) return -1;
        one->length = (size_t)length;
    }
    carriers->count = (size_t)count;
    return 0;
}

static int take_findings(Outright *outright, PyObject *findings) {
    if (PyTuple_Size(findings) != FINDINGS) return PyErr_Occurred() ? -1 : refuse("findings");
    for (Py_ssize_t i = 0; i < FINDINGS; i++) {
        PyObject *one = PyTuple_GetItem(findings, i);
        if (one != Py_None && !is_finding(one)) return refuse("a finding");
    }
    if ((PyTuple_GetItem(findings, USED) == Py_None) != (PyTuple_GetItem(findings, UNUSED) == Py_None) ||
        (PyTuple_GetItem(findings, SPLIT) == Py_None) != (PyTuple_GetItem(findings, SOLID) == Py_None))
        return refuse("half a pair of findings");
    outright->findings = Py_NewRef(findings);
    outright->mobiles.used = PyTuple_GetItem(findings, USED);
    outright->mobiles.unused = PyTuple_GetItem(findings, UNUSED);
    return 0;
}

PyObject *make_outright(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *scanner, *segments, *findings, *carriers, *names, *rules, *compounds;
    if (!PyArg_ParseTuple(args, "OO!O!O!O!O!O!", &scanner, &PyBytes_Type, &segments, &PyTuple_Type, &findings,
                          &PyTuple_Type, &carriers, &PyBytes_Type, &names, &PyTuple_Type, &rules,
                          &PyTuple_Type, &compounds))
        return NULL;
    if (scanner_of(scanner) == NULL) return NULL;
    if (PyBytes_Size(segments) != SEGMENTS || PyBytes_Size(names) != PLANE)
        return refuse("segments or names"), NULL;
    PyObject *capsule;
    Outright *outright = in_capsule(sizeof *outright, CAPSULE, outright_free, &capsule);
    if (outright == NULL) return NULL;
    outright->scanner = Py_NewRef(scanner);
    outright->segments = Py_NewRef(segments);
    outright->names = Py_NewRef(names);
    outright->rules = Py_NewRef(rules);
    outright->mobiles.segments = PyBytes_AsString(segments);
    outright->cued.names = (const uint8_t *)PyBytes_AsString(names);
    if (take_findings(outright, findings) < 0 || take_carriers(&outright->carriers, carriers) < 0 ||
        take_cued(&outright->cued, rules, compounds) < 0) {
        Py_DecRef(capsule);
        return NULL;
    }
    return capsule;
}

/* Read one text: to what its field adds to its shape, the shape itself, and what is found in it unless it may
 * have to be folded first. */
static int read_text(const Outright *outright, PyObject *given, int folded, uint64_t *shape, PyObject *found) {
    uint32_t few[FEW], *codes = few;
    Text text = {scanner_of(outright->scanner), NULL, 0};
    Py_ssize_t length = PyUnicode_GetLength(given);
    if (length < 0) return -1;
    if (length > FEW) codes = malloc((size_t)length * sizeof *codes);
    if (codes == NULL) return PyErr_NoMemory(), -1;
    int failed = length && PyUnicode_AsUCS4(given, codes, length, 0) == NULL ? -1 : 0;
    if (!failed) {
        text.codes = codes;
        text.size = (size_t)length;
        *shape |= shape_of(text.scanner, codes, text.size);
        if (folded || !(*shape & BIT(S_FOLDS))) failed = find_outright(outright, &text, shape, found);
    }
    if (codes != few) free(codes);
    return failed;
}

enum { SEEN = 256 };

/* What is read of texts: shapes, findings, and which of them may have to be folded; and beside them a list for the
 * findings of the text at hand, and numbers that are among the shapes. */
typedef struct {
    PyObject *shapes, *found, *folds, *few;
    PyObject *seen[SEEN]; /* borrowed */
    uint64_t bits[SEEN];
} Read;

/* The number of a shape: a batch has few that differ, and each is looked up. NULL with an error. */
static PyObject *number_of(Read *read, uint64_t shape) {
    size_t place = (size_t)((shape * 0x9E3779B97F4A7C15u) >> 32) % SEEN;
    if (read->seen[place] != NULL && read->bits[place] == shape) return Py_NewRef(read->seen[place]);
    read->bits[place] = shape;
    return read->seen[place] = PyLong_FromUnsignedLongLong(shape);
}

/* What stands in a list, as a tuple; the list is empty then, and keeps its memory. NULL with an error. */
static PyObject *taken_from(PyObject *list) {
    Py_ssize_t count = PyList_GET_SIZE(list);
    PyObject *taken = PyTuple_New(count);
    if (taken == NULL || count == 0) return taken;
    for (Py_ssize_t i = 0; i < count; i++) PyTuple_SET_ITEM(taken, i, PyList_GET_ITEM(list, i));
    Py_SET_SIZE(list, 0);
    return taken;
}

/* Put one text's shape and findings into their lists; -1 with an error. */
static int read_one(const Outright *outright, PyObject *const *given, Py_ssize_t at, int folded, Read *read) {
    PyObject *text = PyList_GetItem(given[0], at), *field = PyList_GetItem(given[1], at);
    uint64_t shape = field == NULL ? 0 : PyLong_AsUnsignedLongLong(field);
    if (text == NULL || PyErr_Occurred() || read_text(outright, text, folded, &shape, read->few) < 0) return -1;
    PyObject *bits = number_of(read, shape), *found = bits == NULL ? NULL : taken_from(read->few);
    if (found == NULL) {
        Py_XDECREF(bits);
        return -1;
    }
    PyList_SetItem(read->shapes, at, bits);
    PyList_SetItem(read->found, at, found);
    if (folded || !(shape & BIT(S_FOLDS))) return 0;
    PyObject *place = PyLong_FromSsize_t(at);
    int failed = place == NULL ? -1 : PyList_Append(read->folds, place);
    Py_XDECREF(place);
    return failed;
}

PyObject *read_outright(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *capsule, *given[2]; /* texts, and what the field of each adds to its shape */
    int folded;
    if (!PyArg_ParseTuple(args, "OO!O!p", &capsule, &PyList_Type, &given[0], &PyList_Type, &given[1], &folded))
        return NULL;
    const Outright *outright = PyCapsule_GetPointer(capsule, CAPSULE);
    if (outright == NULL) return NULL;
    Py_ssize_t count = PyList_Size(given[0]);
    if (PyList_Size(given[1]) != count) return refuse("as many fields as texts"), NULL;
    Read read = {PyList_New(count), PyList_New(count), PyList_New(0), PyList_New(0), {NULL}, {0}};
    PyObject *all = NULL;
    int failed = read.shapes == NULL || read.found == NULL || read.folds == NULL || read.few == NULL;
    for (Py_ssize_t i = 0; !failed && i < count; i++) failed = read_one(outright, given, i, folded, &read) < 0;
    if (!failed) all = PyTuple_Pack(3, read.shapes, read.found, read.folds);
    Py_XDECREF(read.shapes);
    Py_XDECREF(read.found);
    Py_XDECREF(read.folds);
    Py_XDECREF(read.few);
    return all;
}
