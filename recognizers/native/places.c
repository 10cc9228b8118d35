/* The door to where in a text numbers begin: a text in, places out.
 *
 * The same places as recognizers/places.py finds with patterns. Written to CPython's limited API of
 * 3.11, as module.c is.
 */
#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "door.h"
#include "scan.h"

#include <stdlib.h>

enum { SHORT = 512, MOBILE_DIGITS = 11 };

/* What a place is looked for by: gives 0 where none is, and what Python is told of it. */
typedef PyObject *Tell(const Text *text, size_t at, size_t run, int bit);

static int begins(const Text *text, size_t at, size_t run, int bit) {
    if (bit == S_LANDLINE) return is(text, at, HEAD) && begins_landline(text, at);
    if (bit == S_HARBOUR) return is(text, at, HEAD) && begins_harbour(text, at);
    if (bit == S_LETTERED || bit == S_NUMBERED)
        return is(text, at, DIGITS | UPPER) && !(at && is(text, at - 1, ALNUM)) &&
               (bit == S_LETTERED ? is_lettered(text, at) : is_numbered(text, at));
    if (!is(text, at, DIGITS)) return 0;
    if (bit == S_IDENTITY) return has_digits_enough(text, at, run);
    if (bit != S_CARD || at != run || !is_card(text, at)) return 0;
    return at == 0 || !(is(text, at - 1, LETTERS) || text->codes[at - 1] == '.');
}

static PyObject *tell_start(const Text *text, size_t at, size_t run, int bit) {
    return begins(text, at, run, bit) ? PyLong_FromSize_t(at) : NULL;
}

/* What stands beside a number, as recognizers/places.py names it. */
enum { FREE = 1, PREFIX = 2, EXTENSION = 4 };

/* A country code, a trunk zero or a bracket ends before a number. */
static int may_have_prefix(const Text *text, size_t at) {
    size_t gap = 1;
    while (gap < 4 && gap <= at && (text->codes[at - gap] == ' ' || text->codes[at - gap] == '-' || text->codes[at - gap] == 0x2014)) gap++;
    return gap <= at && is(text, at - gap, ENDS_PREFIX);
}

/* What follows a number begins as an extension does. */
static int may_be_extended(const Text *text, size_t end) {
    size_t next = end;
    while (next < end + 7 && is(text, next, LED_BY)) next++;
    return is(text, next, GOES_ON);
}

/* Start, end, and what stands beside. */
static PyObject *tell_mobile(const Text *text, size_t at, size_t run, int bit) {
    (void)run, (void)bit;
    size_t end = mobile_end(text, at);
    if (end == 0 || is(text, end, DIGITS)) return NULL;
    int beside = 0;
    if (end - at == MOBILE_DIGITS && !(at && is(text, at - 1, BEFORE)) &&
        !is(text, end + (code_at(text, end) == ' '), BEHIND))
        beside |= FREE;
    if (may_have_prefix(text, at)) beside |= PREFIX;
    if (may_be_extended(text, end)) beside |= EXTENSION;
    return Py_BuildValue("(nni)", (Py_ssize_t)at, (Py_ssize_t)end, beside);
}

/* The places of one text, in order. */
static PyObject *told(const Text *text, Tell *tell, int bit) {
    PyObject *all = PyList_New(0);
    size_t run = 0;
    for (size_t at = 0; all != NULL && at < text->size; at++) {
        if (at && !is(text, at - 1, DIGITS)) run = at;
        PyObject *place = tell(text, at, run, bit);
        if (place != NULL && PyList_Append(all, place) < 0) Py_CLEAR(all);
        if (place == NULL && PyErr_Occurred()) Py_CLEAR(all);
        Py_XDECREF(place);
    }
    return all;
}

static PyObject *tell_all(PyObject *capsule, PyObject *given, Tell *tell, int bit) {
    const Scanner *scanner = scanner_of(capsule);
    Py_ssize_t length = scanner ? PyUnicode_GetLength(given) : -1;
    if (length < 0) return NULL;
    uint32_t few[SHORT], *codes = few;
    if (length > SHORT) codes = malloc((size_t)length * sizeof *codes);
    if (codes == NULL) return PyErr_NoMemory();
    PyObject *all = NULL;
    Text text = {scanner, codes, (size_t)length};
    if (length == 0 || PyUnicode_AsUCS4(given, codes, length, 0) != NULL) all = told(&text, tell, bit);
    if (codes != few) free(codes);
    return all;
}

PyObject *find_starts(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *capsule, *text;
    int bit;
    if (!PyArg_ParseTuple(args, "OUi", &capsule, &text, &bit)) return NULL;
    return tell_all(capsule, text, tell_start, bit);
}

PyObject *find_mobiles(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *capsule, *text;
    if (!PyArg_ParseTuple(args, "OU", &capsule, &text)) return NULL;
    return tell_all(capsule, text, tell_mobile, S_MOBILE);
}
