/* What is found in a text outright, while its shape is told: numbers and addresses that stand alone, of which
 * nothing is left to ask.
 *
 * As the recognizers that say so find them, see recognizers/outright.py. Written to CPython's limited API of
 * 3.11, as module.c is.
 */
#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "door.h"
#include "places.h"
#include "whole.h"

#include <stdlib.h>

#define CAPSULE "recognizers.native.Outright"

enum { FEW = 1024, PLANE = 65536 };

/* The findings that others are like, in the order of recognizers/outright.py. */
enum { USED, UNUSED, SPLIT, SOLID, POSTED, MAILED, IDENTIFIED, CALLED, FINDINGS };

typedef struct {
    PyObject *scanner, *findings; /* a capsule; a tuple, with None for what nobody finds */
    Mobiles mobiles;
    PyObject *segments, *names; /* bytes; the first holds those of `mobiles` */
    Carriers carriers;
} Outright;

static void outright_free(PyObject *capsule) {
    Outright *outright = PyCapsule_GetPointer(capsule, CAPSULE);
    if (outright == NULL) return;
    Py_XDECREF(outright->scanner);
    Py_XDECREF(outright->findings);
    Py_XDECREF(outright->segments);
    Py_XDECREF(outright->names);
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
    PyObject *scanner, *segments, *findings, *carriers, *names;
    if (!PyArg_ParseTuple(args, "OO!O!O!O!", &scanner, &PyBytes_Type, &segments, &PyTuple_Type, &findings,
                          &PyTuple_Type, &carriers, &PyBytes_Type, &names))
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
    outright->mobiles.segments = PyBytes_AsString(segments);
    if (take_findings(outright, findings) < 0 || take_carriers(&outright->carriers, carriers) < 0) {
        Py_DecRef(capsule);
        return NULL;
    }
    return capsule;
}

/* Whether somebody finds what this finding is like. */
static int is_known(const Outright *outright, int which) {
    return PyTuple_GetItem(outright->findings, which) != Py_None;
}

/* Add a finding; -1 with an error. */
static int add(const Outright *outright, int which, size_t start, size_t end, PyObject *found) {
    PyObject *one = like(PyTuple_GetItem(outright->findings, which), (Py_ssize_t)start, (Py_ssize_t)end);
    int failed = one == NULL ? -1 : PyList_Append(found, one);
    Py_XDECREF(one);
    return failed;
}

/* Whether the last that was found is the whole text. */
static int is_whole(const Text *text, PyObject *found) {
    Py_ssize_t count = PyList_Size(found);
    PyObject *last = count ? PyList_GetItem(found, count - 1) : NULL;
    return last != NULL && PyLong_AsSsize_t(PyTuple_GetItem(last, 0)) == 0 &&
           PyLong_AsSsize_t(PyTuple_GetItem(last, 1)) == (Py_ssize_t)text->size;
}

/* What finds all of one kind in a text: 1 with all of them, 0 where one must be looked at, -1 with an error. */
typedef int Find(const Outright *outright, const Text *text, PyObject *found);

static int find_mobiles_of(const Outright *outright, const Text *text, PyObject *found) {
    return part_mobiles(text, &outright->mobiles, found, NULL);
}

static int find_fixed(const Outright *outright, const Text *text, PyObject *found) {
    if (is_fixed_in_one(text)) return add(outright, SOLID, 0, text->size, found) < 0 ? -1 : 1;
    for (size_t at = 0; at < text->size; at++) {
        size_t end = fixed_line(text, at);
        if (end == DOUBT) return 0;
        if (end == NOTHING) continue;
        if (add(outright, SPLIT, at, end, found) < 0) return -1;
        at = end - 1;
    }
    return 1;
}

static int find_waybills(const Outright *outright, const Text *text, PyObject *found) {
    for (size_t at = 0; at < text->size; at++) {
        size_t end = waybill(text, at, &outright->carriers);
        if (end == DOUBT) return 0;
        if (end != NOTHING && add(outright, POSTED, at, end, found) < 0) return -1;
    }
    return 1;
}

static int find_mail(const Outright *outright, const Text *text, PyObject *found) {
    size_t start = mail_address(text);
    if (start == NOWHERE) return 0;
    return add(outright, MAILED, start, text->size, found) < 0 ? -1 : 1;
}

static int find_identity(const Outright *outright, const Text *text, PyObject *found) {
    size_t start = sole_identity(text);
    if (start == NOWHERE) return 0;
    return add(outright, IDENTIFIED, start, start + 18, found) < 0 ? -1 : 1;
}

static int find_name(const Outright *outright, const Text *text, PyObject *found) {
    enum Named named = whole_name(text, (const uint8_t *)PyBytes_AsString(outright->names));
    if (named != NAMED) return named == NOT_NAMED;
    return add(outright, CALLED, 0, text->size, found) < 0 ? -1 : 1;
}

/* The kinds, in the order of the catalogue: the shapes that each needs, and one that forbids it; what its
 * findings are like; what is told where all of them are found, and where one of them is the whole text. */
static const struct {
    Find *find;
    uint64_t needs, never;
    int like;
    uint64_t told, told_whole;
} KINDS[] = {
    {find_mobiles_of, BIT(S_MOBILE), 0, USED, BIT(T_MOBILE), BIT(T_TELEPHONE)},
    {find_fixed, BIT(S_LANDLINE), 0, SPLIT, BIT(T_LANDLINE), BIT(T_TELEPHONE)},
    {find_mail, BIT(S_AT), 0, MAILED, BIT(T_MAIL), 0},
    {find_identity, BIT(S_IDENTITY), BIT(S_IDENTITY_FIELD), IDENTIFIED, BIT(T_IDENTITY), 0},
    {find_waybills, BIT(S_LETTERED), 0, POSTED, BIT(T_CARRIED), BIT(T_WAYBILL)},
    {find_name, BIT(S_BARE_NAME) | BIT(S_NAME_FIELD), 0, CALLED, BIT(T_NAME), 0},
};

/* Find all that can be, and add to the shape what is told of it; 0, or -1 with an error. */
static int find_all(const Outright *outright, const Text *text, uint64_t *shape, PyObject *found) {
    uint64_t told = 0;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if ((*shape & KINDS[i].needs) != KINDS[i].needs || *shape & KINDS[i].never) continue;
        if (!is_known(outright, KINDS[i].like)) continue;
        Py_ssize_t before = PyList_Size(found);
        int all = KINDS[i].find(outright, text, found);
        if (all == 0) all = PyList_SetSlice(found, before, PyList_Size(found), NULL);
        else if (all > 0) told |= KINDS[i].told;
        if (all < 0) return -1;
        if (PyList_Size(found) > before && is_whole(text, found)) told |= KINDS[i].told_whole;
    }
    *shape |= told;
    return 0;
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
        if (folded || !(*shape & BIT(S_FOLDS))) failed = find_all(outright, &text, shape, found);
    }
    if (codes != few) free(codes);
    return failed;
}

/* Put one text's shape and findings into their lists; -1 with an error. */
static int read_one(const Outright *outright, PyObject *const *given, Py_ssize_t at, int folded, PyObject *shapes,
                    PyObject *all) {
    PyObject *text = PyList_GetItem(given[0], at), *field = PyList_GetItem(given[1], at);
    uint64_t shape = field == NULL ? 0 : PyLong_AsUnsignedLongLong(field);
    if (text == NULL || PyErr_Occurred()) return -1;
    PyObject *found = PyList_New(0), *bits = NULL;
    if (found != NULL && read_text(outright, text, folded, &shape, found) == 0)
        bits = PyLong_FromUnsignedLongLong(shape);
    if (bits == NULL) {
        Py_XDECREF(found);
        return -1;
    }
    PyList_SetItem(shapes, at, bits);
    PyList_SetItem(all, at, found);
    return 0;
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
    PyObject *shapes = PyList_New(count), *found = PyList_New(count), *both = NULL;
    int failed = shapes == NULL || found == NULL;
    for (Py_ssize_t i = 0; !failed && i < count; i++)
        failed = read_one(outright, given, i, folded, shapes, found) < 0;
    if (!failed) both = PyTuple_Pack(2, shapes, found);
    Py_XDECREF(shapes);
    Py_XDECREF(found);
    return both;
}
