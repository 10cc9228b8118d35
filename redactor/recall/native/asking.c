/* The texts of a batch in, what was found in each out: what is known is not looked for again. Must never keep a text
 * or a hint beyond its batch.
 *
 * As redactor/recall/memory.py does it: each text is asked for once for what its field says, in the order in which
 * they came, with the last of the hints that say so; and only where its field is worth it is it looked up and
 * remembered.
 */
#include "api.h"

#include "door.h"

#include <string.h>

enum { NONE = -1 };

/* A text and what its field says, once in a batch. */
typedef struct {
    Key key;
    PyObject *spans; /* owned; NULL until they are known */
    int32_t text, said, next;
    char is_worth, was_known, is_old;
} Pair;

/* A batch under way. */
typedef struct {
    Memory *memory;
    PyObject *texts, *hints;      /* tuples */
    Py_buffer worth, asked, known; /* by slot: a byte, and two counts of 64 bits */
    Hints told;
    Pair *pairs;
    int32_t *said_of, *pair_of, *heads;
    int32_t count, pair_count;
    size_t room;
} Batch;

/* The number of a pair; a new one where its key was not met in this batch. */
static int32_t pair_of(Batch *batch, Key key, int32_t text) {
    int32_t *head = &batch->heads[key.low & (batch->room - 1)];
    for (int32_t at = *head; at != NONE; at = batch->pairs[at].next)
        if (batch->pairs[at].key.low == key.low && batch->pairs[at].key.high == key.high) return at;
    batch->pairs[batch->pair_count] = (Pair){key, NULL, text, 0, *head, 0, 0, 0};
    return *head = batch->pair_count++;
}

/* Key all texts, and note each pair once. */
static int note_pairs(Batch *batch) {
    for (int32_t i = 0; i < batch->count; i++) {
        Keyed keyed = batch->told.said[batch->said_of[i]].keyed;
        if (add_text(&keyed, PyTuple_GetItem(batch->texts, i)) < 0) return -1;
        Key key = end_key(keyed);
        batch->pair_of[i] = pair_of(batch, key, i);
        batch->pairs[batch->pair_of[i]].said = batch->said_of[i];
        fetch(&batch->memory->young, key);
        fetch(&batch->memory->old, key);
    }
    return 0;
}

/* Look up what is worth it; what is known of old is young again. */
static int recall(Batch *batch) {
    Memory *memory = batch->memory;
    const char *worth = batch->worth.buf;
    for (int32_t i = 0; i < batch->pair_count; i++) {
        Pair *pair = &batch->pairs[i];
        Py_ssize_t length = PyUnicode_GetLength(PyTuple_GetItem(batch->texts, pair->text));
        pair->is_worth = worth[batch->told.said[pair->said].slot] && (size_t)length <= memory->most_text;
        if (!pair->is_worth) continue;
        PyObject *spans = kept(&memory->young, pair->key);
        pair->was_known = spans != NULL;
        if (spans == NULL) spans = kept(&memory->old, pair->key);
        pair->is_old = spans != NULL && !pair->was_known;
        pair->was_known = spans != NULL;
        pair->spans = Py_XNewRef(spans);
    }
    for (int32_t i = 0; i < batch->pair_count; i++)
        if (batch->pairs[i].is_old && remember(memory, batch->pairs[i].key, batch->pairs[i].spans) < 0) return -1;
    return 0;
}

/* Give what was found to the texts that were looked for, in their order. */
static int take_found(Batch *batch, PyObject *found) {
    Py_ssize_t given = 0;
    for (int32_t i = 0; i < batch->pair_count; i++) {
        Pair *pair = &batch->pairs[i];
        if (pair->spans != NULL) continue;
        PyObject *spans = given < PyList_Size(found) ? PyList_GetItem(found, given++) : NULL;
        if (spans == NULL || !PyTuple_Check(spans)) return refuse("what was found in each text");
        pair->spans = Py_NewRef(spans);
    }
    return given == PyList_Size(found) ? 0 : refuse("what was found in each text");
}

/* Texts and hints of what is not known, in two lists of so many. */
static void list_unknown(const Batch *batch, PyObject *texts, PyObject *hints) {
    Py_ssize_t listed = 0;
    for (int32_t i = 0; i < batch->pair_count; i++) {
        const Pair *pair = &batch->pairs[i];
        if (pair->spans != NULL) continue;
        PyList_SetItem(texts, listed, Py_NewRef(PyTuple_GetItem(batch->texts, pair->text)));
        PyList_SetItem(hints, listed++, Py_NewRef(batch->told.said[pair->said].hint));
    }
}

/* Look for what is not known. */
static int look(Batch *batch, PyObject *find) {
    Py_ssize_t unknown = 0;
    for (int32_t i = 0; i < batch->pair_count; i++) unknown += batch->pairs[i].spans == NULL;
    if (unknown == 0) return 0;
    PyObject *texts = PyList_New(unknown), *hints = PyList_New(unknown), *found = NULL;
    int done = texts == NULL || hints == NULL ? -1 : 0;
    if (done == 0) {
        list_unknown(batch, texts, hints);
        found = PyObject_CallFunctionObjArgs(find, texts, hints, NULL);
        done = found == NULL ? -1 : PyList_Check(found) ? take_found(batch, found) : refuse("what was found");
    }
    Py_XDECREF(texts);
    Py_XDECREF(hints);
    Py_XDECREF(found);
    return done;
}

/* Remember what was looked for, and count what was known of each field. */
static int keep_found(Batch *batch) {
    int64_t *asked = batch->asked.buf, *known = batch->known.buf;
    for (int32_t i = 0; i < batch->pair_count; i++) {
        const Pair *pair = &batch->pairs[i];
        asked[batch->told.said[pair->said].slot]++;
        known[batch->told.said[pair->said].slot] += pair->was_known != 0;
        if (pair->is_worth && !pair->was_known && remember(batch->memory, pair->key, pair->spans) < 0) return -1;
    }
    return 0;
}

static PyObject *answer(const Batch *batch) {
    PyObject *all = PyList_New(batch->count);
    for (int32_t i = 0; all != NULL && i < batch->count; i++)
        PyList_SetItem(all, i, Py_NewRef(batch->pairs[batch->pair_of[i]].spans));
    return all == NULL ? NULL : Py_BuildValue("Nn", all, (Py_ssize_t)batch->pair_count);
}

/* Take texts and hints, and memory for as many; -1 with an error. */
static int begin(Batch *batch, PyObject *texts, PyObject *hints) {
    Py_ssize_t slots = batch->worth.len, counts = slots * (Py_ssize_t)sizeof(int64_t);
    if (slots < 1 || (slots & (slots - 1)) != 0 || batch->asked.len != counts || batch->known.len != counts)
        return refuse("slots");
    if ((batch->texts = PySequence_Tuple(texts)) == NULL || (batch->hints = PySequence_Tuple(hints)) == NULL) return -1;
    Py_ssize_t count = PyTuple_Size(batch->texts);
    if (count != PyTuple_Size(batch->hints) || count > INT32_MAX / 4) return refuse("as many hints as texts");
    for (Py_ssize_t i = 0; i < count; i++)
        if (!PyUnicode_Check(PyTuple_GetItem(batch->texts, i)) || !PyUnicode_Check(PyTuple_GetItem(batch->hints, i)))
            return refuse("texts and hints");
    batch->count = (int32_t)count;
    batch->room = 1;
    while (batch->room < (size_t)count) batch->room *= 2;
    batch->pairs = PyMem_Malloc((size_t)count * sizeof *batch->pairs + 1);
    batch->said_of = PyMem_Malloc(((size_t)count * 2 + batch->room) * sizeof *batch->said_of);
    if (batch->pairs == NULL || batch->said_of == NULL) return PyErr_NoMemory(), -1;
    batch->pair_of = batch->said_of + count;
    batch->heads = batch->pair_of + count;
    memset(batch->heads, 0xFF, batch->room * sizeof *batch->heads); /* NONE */
    return 0;
}

static void end(Batch *batch) {
    for (int32_t i = 0; i < batch->pair_count; i++) Py_XDECREF(batch->pairs[i].spans);
    PyMem_Free(batch->pairs);
    PyMem_Free(batch->said_of);
    PyMem_Free(batch->told.said);
    Py_XDECREF(batch->texts);
    Py_XDECREF(batch->hints);
    PyBuffer_Release(&batch->worth);
    PyBuffer_Release(&batch->asked);
    PyBuffer_Release(&batch->known);
}

PyObject *ask(PyObject *self, PyObject *args) {
    Batch batch = {.memory = (Memory *)self};
    PyObject *texts, *hints, *meanings, *find;
    if (!PyArg_ParseTuple(args, "OOOOy*w*w*", &texts, &hints, &meanings, &find, &batch.worth, &batch.asked,
                          &batch.known))
        return NULL;
    PyObject *all = NULL;
    if (begin(&batch, texts, hints) == 0 &&
        number_hints(&batch.told, batch.hints, batch.said_of, (size_t)batch.worth.len) == 0 &&
        begin_hints(&batch.told, batch.memory, meanings) == 0 && note_pairs(&batch) == 0 && recall(&batch) == 0 &&
        look(&batch, find) == 0 && keep_found(&batch) == 0)
        all = answer(&batch);
    end(&batch);
    return all;
}
