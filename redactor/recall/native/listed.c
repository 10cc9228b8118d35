/* Where in a text a value of a list may stand, told by hashes: at a few places none does. `redactor.stages.lists`
 * looks there; most texts have no such place. Must never pass over a value, nor keep one.
 *
 * Of each value its first two characters are noted, what it begins with of 4, 8, 16 characters and so on, and the
 * whole: a walk from a place ends where no value goes on like that.
 */
#include "api.h"

#include "door.h"
#include "mixing.h"

enum { FIRST = 2, LONGEST = 255, NONE = -1, WRONG = -2 };
enum { LEAST_BITS = 13, MOST_HEAD_BITS = 20, MOST_BITS = 30 }; /* as powers of two */
enum { HEAD_BITS = 16, BITS = 32 };                            /* for each value, so that few are set */
enum { ENDS = 4 };                                             /* of them for a whole value */

/* What is noted of a list's values: bits, each at the upper bits of a hash. */
typedef struct {
    PyObject_HEAD
    uint8_t *heads, *marks;
    int head_shift, mark_shift;
    Py_ssize_t shortest, longest;
    uint8_t is_length[LONGEST + 1];
} Listed;

static inline uint64_t added(uint64_t hash, Py_UCS4 code) { return (hash ^ code) * GOLDEN; }

/* The hash of a whole value: it may be what others begin with. Source: one round of degski's mixer of 64 bits, as
 * C. Wellons, "Prospecting for Hash Functions", 2018, has it. */
static inline uint64_t ended(uint64_t hash) { return (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u; }

static inline int has(const uint8_t *bits, uint64_t at) { return bits[at >> 3] >> (at & 7) & 1; }
static inline void set(uint8_t *bits, uint64_t at) { bits[at >> 3] |= (uint8_t)(1u << (at & 7)); }
static inline int is_power(Py_ssize_t size) { return (size & (size - 1)) == 0; }

static int is_latin(Py_UCS4 code) {
    return (code >= '0' && code <= '9') || ((code | 0x20) >= 'a' && (code | 0x20) <= 'z');
}

/* Whether Latin letters or digits go on between a character and the next, as values at an edge must not. */
static int goes_on(int kind, const void *data, Py_ssize_t length, Py_ssize_t at) {
    if (at <= 0 || at >= length) return 0;
    return is_latin(PyUnicode_READ(kind, data, at - 1)) && is_latin(PyUnicode_READ(kind, data, at));
}

/* Whether what has such a hash may be a whole value. */
static int is_whole(const Listed *listed, uint64_t hash) {
    uint64_t end = ended(hash);
    for (int i = 0; i < ENDS; i++, end = added(end, 0))
        if (!has(listed->marks, end >> listed->mark_shift)) return 0;
    return 1;
}

/* Whether a value may begin at a place with the head of one. */
static int may_begin(const Listed *listed, int kind, const void *data, Py_ssize_t length, Py_ssize_t at) {
    if (goes_on(kind, data, length, at)) return 0;
    Py_ssize_t most = length - at < listed->longest ? length - at : listed->longest;
    uint64_t hash = added(0, PyUnicode_READ(kind, data, at));
    for (Py_ssize_t size = FIRST; size <= most; size++) {
        hash = added(hash, PyUnicode_READ(kind, data, at + size - 1));
        if (listed->is_length[size] && is_whole(listed, hash) && !goes_on(kind, data, length, at + size)) return 1;
        if (size > FIRST && is_power(size) && !has(listed->marks, hash >> listed->mark_shift)) return 0;
    }
    return 0;
}

/* The first place, from one on, at which a value may begin; NONE if there is none. */
static inline Py_ssize_t place_in(const Listed *listed, int kind, const void *data, Py_ssize_t length, Py_ssize_t at) {
    for (; at <= length - listed->shortest; at++) {
        uint64_t head = added(added(0, PyUnicode_READ(kind, data, at)), PyUnicode_READ(kind, data, at + 1));
        if (has(listed->heads, head >> listed->head_shift) && may_begin(listed, kind, data, length, at)) return at;
    }
    return NONE;
}

/* The same of a text; WRONG with an error. */
static Py_ssize_t place_of(const Listed *listed, PyObject *text, Py_ssize_t at) {
    Py_ssize_t length = PyUnicode_Check(text) && at >= 0 ? PyUnicode_GetLength(text) : -1;
    if (length < 0) return refuse("a text, and a place in it"), WRONG;
    const void *data = PyUnicode_DATA(text);
    if (PyUnicode_KIND(text) == PyUnicode_1BYTE_KIND) return place_in(listed, PyUnicode_1BYTE_KIND, data, length, at);
    if (PyUnicode_KIND(text) == PyUnicode_2BYTE_KIND) return place_in(listed, PyUnicode_2BYTE_KIND, data, length, at);
    return place_in(listed, PyUnicode_4BYTE_KIND, data, length, at);
}

static PyObject *listed_next(PyObject *self, PyObject *args) {
    PyObject *text;
    Py_ssize_t at;
    if (!PyArg_ParseTuple(args, "On", &text, &at)) return NULL;
    Py_ssize_t place = place_of((Listed *)self, text, at);
    return place == WRONG ? NULL : PyLong_FromSsize_t(place);
}

/* Append a number to a list; -1 with an error. */
static int append(PyObject *list, Py_ssize_t given) {
    PyObject *number = PyLong_FromSsize_t(given);
    int done = number == NULL ? -1 : PyList_Append(list, number);
    Py_XDECREF(number);
    return done;
}

static PyObject *listed_among(PyObject *self, PyObject *given) {
    PyObject *texts = PySequence_Tuple(given), *numbers = texts == NULL ? NULL : PyList_New(0);
    for (Py_ssize_t i = 0; numbers != NULL && i < PyTuple_Size(texts); i++) {
        Py_ssize_t place = place_of((Listed *)self, PyTuple_GetItem(texts, i), 0);
        if (place != NONE && (place == WRONG || append(numbers, i) < 0)) Py_CLEAR(numbers);
    }
    Py_XDECREF(texts);
    return numbers;
}

/* Whether the whole of a finding may be a value; -1 with an error. Of odd offsets Python tells what they cut out. */
static int is_found(const Listed *listed, PyObject *text, PyObject *span) {
    if (!PyTuple_Check(span) || PyTuple_Size(span) <= END) return refuse("a span");
    PyObject *first = PyTuple_GetItem(span, START), *last = PyTuple_GetItem(span, END);
    if (!PyLong_Check(first) || !PyLong_Check(last)) return 1;
    Py_ssize_t start = PyLong_AsSsize_t(first), end = PyLong_AsSsize_t(last);
    if (start < 0 || end < start || end > PyUnicode_GetLength(text)) return PyErr_Clear(), 1;
    if (end - start < listed->shortest || end - start > listed->longest || !listed->is_length[end - start]) return 0;
    uint64_t hash = 0;
    for (; start < end; start++) hash = added(hash, PyUnicode_READ(PyUnicode_KIND(text), PyUnicode_DATA(text), start));
    return is_whole(listed, hash);
}

/* Whether something that was found in a text may be a value; -1 with an error. */
static int is_among(const Listed *listed, PyObject *text, PyObject *spans) {
    if (!PyUnicode_Check(text) || !PyTuple_Check(spans)) return refuse("a text, and what was found in it");
    if (PyUnicode_GetLength(text) < 0) return -1; /* from here on it is ready to be read */
    int found = 0;
    for (Py_ssize_t i = 0; found == 0 && i < PyTuple_Size(spans); i++)
        found = is_found(listed, text, PyTuple_GetItem(spans, i));
    return found;
}

static PyObject *listed_found(PyObject *self, PyObject *args) {
    PyObject *texts, *found;
    if (!PyArg_ParseTuple(args, "OO!", &texts, &PyList_Type, &found)) return NULL;
    if ((texts = PySequence_Tuple(texts)) == NULL) return NULL;
    PyObject *numbers = PyTuple_Size(texts) == PyList_Size(found) ? PyList_New(0) : NULL;
    if (numbers == NULL && !PyErr_Occurred()) refuse("what was found in each text");
    for (Py_ssize_t i = 0; numbers != NULL && i < PyTuple_Size(texts); i++) {
        int done = is_among((Listed *)self, PyTuple_GetItem(texts, i), PyList_GetItem(found, i));
        if (done != 0 && (done < 0 || append(numbers, i) < 0)) Py_CLEAR(numbers);
    }
    Py_DECREF(texts);
    return numbers;
}

/* Note a value; -1 with an error. */
static int note(Listed *listed, PyObject *value) {
    Py_ssize_t length = PyUnicode_Check(value) ? PyUnicode_GetLength(value) : -1;
    if (length < FIRST || length > LONGEST) return refuse("a value of 2 to 255 characters");
    uint64_t hash = 0;
    for (Py_ssize_t size = 1; size <= length; size++) {
        hash = added(hash, PyUnicode_READ(PyUnicode_KIND(value), PyUnicode_DATA(value), size - 1));
        if (size == FIRST) set(listed->heads, hash >> listed->head_shift);
        else if (is_power(size) && size < length) set(listed->marks, hash >> listed->mark_shift);
    }
    uint64_t end = ended(hash);
    for (int i = 0; i < ENDS; i++, end = added(end, 0)) set(listed->marks, end >> listed->mark_shift);
    listed->is_length[length] = 1;
    if (length < listed->shortest) listed->shortest = length;
    if (length > listed->longest) listed->longest = length;
    return 0;
}

/* Bits for so many, to a power of two: by how much a hash is shifted to be one of them. NULL if there is no memory. */
static uint8_t *bits_for(Py_ssize_t count, int most, int *shift) {
    int power = LEAST_BITS;
    while (power < most && (Py_ssize_t)1 << power < count) power++;
    *shift = 64 - power;
    return PyMem_Calloc((size_t)1 << power >> 3, 1);
}

/* Make room for so many values, and note them; -1 with an error. */
static int begin(Listed *listed, PyObject *values, Py_ssize_t count) {
    if (count < 0 || count > PY_SSIZE_T_MAX / BITS) return refuse("how many values there are");
    listed->shortest = LONGEST;
    listed->heads = bits_for(count * HEAD_BITS, MOST_HEAD_BITS, &listed->head_shift);
    listed->marks = bits_for(count * BITS, MOST_BITS, &listed->mark_shift);
    if (listed->heads == NULL || listed->marks == NULL) return PyErr_NoMemory(), -1;
    PyObject *each = PyObject_GetIter(values), *value;
    int done = each == NULL ? -1 : 0;
    while (done == 0 && (value = PyIter_Next(each)) != NULL) {
        done = note(listed, value);
        Py_DECREF(value);
    }
    Py_XDECREF(each);
    return PyErr_Occurred() ? -1 : done;
}

static PyObject *listed_new(PyTypeObject *type, PyObject *args, PyObject *named) {
    (void)named;
    PyObject *values;
    Py_ssize_t count;
    if (!PyArg_ParseTuple(args, "On", &values, &count)) return NULL;
    Listed *listed = (Listed *)((allocfunc)PyType_GetSlot(type, Py_tp_alloc))(type, 0);
    if (listed != NULL && begin(listed, values, count) < 0) Py_CLEAR(listed);
    return (PyObject *)listed;
}

static void listed_dealloc(PyObject *self) {
    PyTypeObject *type = Py_TYPE(self);
    PyMem_Free(((Listed *)self)->heads);
    PyMem_Free(((Listed *)self)->marks);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
    Py_DecRef((PyObject *)type);
}

static PyMethodDef methods[] = {
    {"among", listed_among, METH_O, "among(texts) -> the numbers of those in which a value may stand."},
    {"found", listed_found, METH_VARARGS,
     "found(texts, found) -> the numbers of those of which something that was found may be a value."},
    {"next", listed_next, METH_VARARGS, "next(text, at) -> the first place, from one on, at which one may; -1 for none."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, listed_new},
    {Py_tp_dealloc, listed_dealloc},
    {Py_tp_methods, methods},
    {Py_tp_doc, "Listed(values, count): where in texts they may stand."},
    {0, NULL},
};

static PyType_Spec spec = {"redactor.recall.native._recall.Listed", sizeof(Listed), 0, Py_TPFLAGS_DEFAULT, slots};

PyObject *listed_type(void) { return PyType_FromSpec(&spec); }
