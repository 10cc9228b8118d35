/* The door to where in a text numbers begin: a text in, places out, and whole findings where nothing
 * is left to ask.
 *
 * The same places as recognizers/places.py finds with patterns.
 */
#include "api.h"

#include "door.h"
#include "making.h"
#include "places.h"
#include "scan.h"

#include <stdlib.h>

enum { SHORT = 512, MOBILE_DIGITS = 11, GROUPED = 13, FIELDS = 8 };

/* What a place is looked for by: gives 0 where none is, and what Python is told of it. */
typedef PyObject *Tell(const Text *text, size_t at, size_t run, int bit);

static int begins(const Text *text, size_t at, size_t run, int bit) {
    if (bit == S_LANDLINE) return is(text, at, HEAD) && begins_landline(text, at);
    if (bit == S_HARBOUR) return is(text, at, HEAD) && begins_harbour(text, at);
    if (bit == S_LETTERED || bit == S_NUMBERED)
        return is(text, at, DIGITS | UPPER) && !(at && is(text, at - 1, ALNUM)) &&
               (bit == S_LETTERED ? is_lettered(text, at) : is_numbered(text, at));
    if (!is(text, at, DIGITS)) return 0;
    if (bit == S_IDENTITY) return begins_identity(text, at, run);
    if (at != run || (at && (is(text, at - 1, LETTERS) || text->codes[at - 1] == '.'))) return 0;
    return bit == S_GLUED ? begins_glued(text, at) : bit == S_CARD && is_card(text, at);
}

static PyObject *tell_start(const Text *text, size_t at, size_t run, int bit) {
    return begins(text, at, run, bit) ? PyLong_FromSize_t(at) : NULL;
}

/* What stands beside a number, as recognizers/places.py names it. */
enum { FREE = 1, PREFIX = 2, EXTENSION = 4 };

/* A country code, a trunk zero or a bracket ends before a number. */
static int is_blank_or_dash(uint32_t code) { return code == ' ' || code == '-' || code == 0x2014; }

static int may_have_prefix(const Text *text, size_t at) {
    size_t gap = 1;
    while (gap < 4 && gap <= at && is_blank_or_dash(text->codes[at - gap])) gap++;
    return gap <= at && is(text, at - gap, ENDS_PREFIX);
}

int may_be_extended(const Text *text, size_t end) {
    size_t next = end;
    while (next < end + 7 && is(text, next, LED_BY)) next++;
    return is(text, next, GOES_ON);
}

/* Nothing beside a number makes it part of another, an amount or a code. */
static int is_free(const Text *text, size_t at, size_t end) {
    return !(at && is(text, at - 1, BEFORE)) && !is(text, end + (code_at(text, end) == ' '), BEHIND);
}

/* Start, end, and what stands beside. */
static PyObject *tell_mobile(const Text *text, size_t at, size_t run, int bit) {
    (void)run, (void)bit;
    size_t end = mobile_end(text, at);
    if (end == 0 || is(text, end, DIGITS)) return NULL;
    int beside = end - at == MOBILE_DIGITS && is_free(text, at, end) ? FREE : 0;
    if (may_have_prefix(text, at)) beside |= PREFIX;
    if (may_be_extended(text, end)) beside |= EXTENSION;
    return Py_BuildValue("(nni)", (Py_ssize_t)at, (Py_ssize_t)end, beside);
}

/* Eleven digits in one, or in three, four and four with one sign between them. */
static int is_plain(const Text *text, size_t at, size_t end) {
    if (end - at == MOBILE_DIGITS) return 1;
    if (end - at != GROUPED || text->codes[at + 3] != text->codes[at + 8]) return 0;
    for (size_t i = 0; i < GROUPED; i++)
        if (is(text, at + i, DIGITS) == (i == 3 || i == 8)) return 0;
    return 1;
}

/* Where +86 before a number begins, the number itself where nothing does; -1 for anything else. */
static Py_ssize_t begin_of(const Text *text, size_t at) {
    if (!may_have_prefix(text, at)) return (Py_ssize_t)at;
    while (is_blank_or_dash(text->codes[at - 1])) at--;
    if (at < 3 || text->codes[at - 1] != '6' || text->codes[at - 2] != '8' || text->codes[at - 3] != '+')
        return -1;
    at -= 3;
    return at && (text->codes[at - 1] == '(' || text->codes[at - 1] == 0xFF08) ? -1 : (Py_ssize_t)at;
}

/* Where an extension ends that ends the text, too, behind a hyphen, 转 or two commas; the number's end where
 * none can be; -1 for anything else. */
static Py_ssize_t end_of(const Text *text, size_t end) {
    if (!may_be_extended(text, end)) return (Py_ssize_t)end;
    uint32_t sign = text->codes[end];
    size_t first = end + 1 + (sign == ',' && code_at(text, end + 1) == ',');
    if ((sign != '-' && sign != 0x8F6C && first == end + 1) || first >= text->size || text->size > first + 6) return -1;
    for (size_t i = first; i < text->size; i++)
        if (!is(text, i, DIGITS)) return -1;
    return (Py_ssize_t)text->size;
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

/* A text's characters, in `few` or in memory that `give_back` frees; `codes` is NULL with an error. */
static Text taken(PyObject *capsule, PyObject *given, uint32_t *few) {
    Text text = {scanner_of(capsule), NULL, 0};
    Py_ssize_t length = text.scanner ? PyUnicode_GetLength(given) : -1;
    if (length < 0) return text;
    uint32_t *codes = length > SHORT ? malloc((size_t)length * sizeof *codes) : few;
    if (codes == NULL) {
        PyErr_NoMemory();
        return text;
    }
    text.codes = codes;
    text.size = (size_t)length;
    if (length && PyUnicode_AsUCS4(given, codes, length, 0) == NULL) {
        if (codes != few) free(codes);
        text.codes = NULL;
    }
    return text;
}

static void give_back(const Text *text, const uint32_t *few) {
    if (text->codes != few) free((void *)text->codes);
}

static PyObject *tell_all(PyObject *capsule, PyObject *given, Tell *tell, int bit) {
    uint32_t few[SHORT];
    Text text = taken(capsule, given, few);
    if (text.codes == NULL) return NULL;
    PyObject *all = told(&text, tell, bit);
    give_back(&text, few);
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

int is_finding(PyObject *one) { return PyTuple_Check(one) && PyTuple_Size(one) == FIELDS; }

PyObject *like(PyObject *one, Py_ssize_t start, Py_ssize_t end) {
    PyObject *copy = made((PyObject *)Py_TYPE(one), FIELDS, start, end);
    for (int i = 2; copy != NULL && i < FIELDS; i++)
        PyTuple_SetItem(copy, i, Py_NewRef(PyTuple_GetItem(one, i)));
    return copy;
}

/* The finding of a number that stands alone; NULL, without an error, where it must be looked at. */
static PyObject *alone(const Text *text, size_t at, size_t end, const Mobiles *kinds) {
    if (!is_plain(text, at, end) || !is_free(text, at, end)) return NULL;
    Py_ssize_t first = begin_of(text, at), last = end_of(text, end);
    if (first < 0 || last < 0) return NULL;
    uint32_t segment = (text->codes[at] - '0') * 100 + (text->codes[at + 1] - '0') * 10 + text->codes[at + 2] - '0';
    return like(kinds->segments[segment] ? kinds->used : kinds->unused, first, last);
}

/* A place that begins within a finding is none, nor are the last digits of a longer number; a number
 * that begins within another place must be looked at. */
int part_mobiles(const Text *text, const Mobiles *kinds, PyObject *findings, PyObject *places) {
    size_t open = 0;
    for (size_t at = 0; at < text->size; at++) {
        size_t end = mobile_end(text, at);
        if (end == 0 || is(text, end, DIGITS)) continue;
        if (end - at == MOBILE_DIGITS && at && is(text, at - 1, DIGITS) && !may_have_prefix(text, at)) continue;
        PyObject *finding = at < open ? NULL : alone(text, at, end, kinds);
        if (finding == NULL && places == NULL) return PyErr_Occurred() ? -1 : 0;
        PyObject *one = finding || PyErr_Occurred() ? finding : tell_mobile(text, at, 0, 0);
        int failed = one == NULL || PyList_Append(finding ? findings : places, one) < 0;
        Py_XDECREF(one);
        if (failed) return -1;
        if (finding) at = end - 1;
        else if (end > open) open = end;
    }
    return 1;
}

PyObject *find_alone(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *capsule, *given;
    Mobiles kinds;
    Py_ssize_t segments;
    if (!PyArg_ParseTuple(args, "Oy#OOU", &capsule, &kinds.segments, &segments, &kinds.used, &kinds.unused, &given))
        return NULL;
    if (segments != SEGMENTS || !is_finding(kinds.used) || !is_finding(kinds.unused))
        return refuse("segments or findings"), NULL;
    uint32_t few[SHORT];
    Text text = taken(capsule, given, few);
    if (text.codes == NULL) return NULL;
    PyObject *findings = PyList_New(0), *places = PyList_New(0), *both = NULL;
    if (findings != NULL && places != NULL && part_mobiles(&text, &kinds, findings, places) > 0)
        both = PyTuple_Pack(2, findings, places);
    Py_XDECREF(findings);
    Py_XDECREF(places);
    give_back(&text, few);
    return both;
}
