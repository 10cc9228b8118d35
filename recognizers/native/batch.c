/* Copies texts out of Python, and has the model read them. */
#include "api.h"

#include "batch.h"

#include <stdlib.h>
#include <string.h>

enum { BEGUN = 3 }; /* characters: a province, a surname and a given name */

void batch_free(Batch *batch) {
    free(batch->codes);
    free(batch->starts);
    free(batch->lengths);
    free(batch->order);
}

/* Whether a text is stored in so few bytes that it holds no Han character: it is not copied if such are not read. */
static int is_narrow(PyObject *text) { return PyUnicode_KIND(text) == PyUnicode_1BYTE_KIND; }

/* How long the texts are, and room for all that are copied. */
static int find_room(Batch *batch, PyObject *texts, const Prefixes *prefixes) {
    size_t total = PAD, before = prefixes ? prefixes->length : 0;
    batch->count = (size_t)PyList_Size(texts);
    batch->starts = malloc((batch->count + 1) * sizeof(size_t));
    batch->lengths = malloc((batch->count + 1) * sizeof(size_t));
    batch->order = malloc((batch->count + 1) * sizeof(size_t));
    if (batch->starts == NULL || batch->lengths == NULL || batch->order == NULL) return PyErr_NoMemory(), -1;
    for (size_t i = 0; i < batch->count; i++) {
        PyObject *text = PyList_GetItem(texts, (Py_ssize_t)i);
        Py_ssize_t length = PyUnicode_GetLength(text);
        if (length < 0) return -1;
        batch->lengths[i] = (size_t)length;
        batch->order[i] = i;
        if (!prefixes || !is_narrow(text)) total += before + (size_t)length + PAD;
    }
    batch->codes = calloc(total, sizeof(uint32_t));
    return batch->codes == NULL ? (PyErr_NoMemory(), -1) : 0;
}

/* A text by what it is for and what it begins with. */
typedef struct {
    uint64_t begins;
    size_t text;
} Beginning;

static int compare(const void *one, const void *other) {
    const Beginning *first = one, *second = other;
    if (first->begins != second->begins) return first->begins < second->begins ? -1 : 1;
    return first->text < second->text ? -1 : 1;
}

static uint64_t beginning_of(PyObject *text, char field) {
    uint64_t begins = (unsigned char)field;
    for (Py_ssize_t i = 0; i < BEGUN; i++) {
        Py_UCS4 code = i < PyUnicode_GET_LENGTH(text) ? PyUnicode_READ_CHAR(text, i) : 0;
        begins = begins << 16 | (code & 0xFFFF);
    }
    return begins;
}

/* Put texts that begin alike one behind the other, and last those that are narrow. */
static int put_in_order(Batch *batch, PyObject *texts, const char *fields) {
    Beginning *all = malloc((batch->count + 1) * sizeof *all);
    if (all == NULL) return PyErr_NoMemory(), -1;
    size_t count = 0, last = batch->count;
    for (size_t i = 0; i < batch->count; i++) {
        PyObject *text = PyList_GetItem(texts, (Py_ssize_t)i);
        if (is_narrow(text)) batch->order[--last] = i;
        else all[count++] = (Beginning){beginning_of(text, fields[i]), i};
    }
    qsort(all, count, sizeof *all, compare);
    for (size_t i = 0; i < count; i++) batch->order[i] = all[i].text;
    free(all);
    return 0;
}

static int is_han(uint32_t code) { return code - 0x3400u <= 0x9FFFu - 0x3400u || code - 0xF900u <= 0xFAFFu - 0xF900u; }

/* Whether a text is to be read; one that is not leaves no trace. */
static int holds_han(uint32_t *codes, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (is_han(codes[i])) return 1;
    memset(codes, 0, length * sizeof *codes);
    return 0;
}

/* No other thread can change the list meanwhile, for the interpreter is held. */
int batch_take(Batch *batch, PyObject *texts, const Prefixes *prefixes, const char *fields) {
    size_t at = PAD;
    if (find_room(batch, texts, prefixes) < 0) return -1;
    if (prefixes && put_in_order(batch, texts, fields) < 0) return -1;
    for (size_t turn = 0; turn < batch->count; turn++) {
        size_t i = batch->order[turn];
        PyObject *text = PyList_GetItem(texts, (Py_ssize_t)i);
        size_t before = prefixes && fields[i] != FOR_NOTHING ? prefixes->length : 0, length = batch->lengths[i];
        uint32_t *into = batch->codes + at;
        batch->starts[i] = at;
        if (prefixes && is_narrow(text)) {
            batch->lengths[i] = 0;
            continue;
        }
        if (length && PyUnicode_AsUCS4(text, into + before, (Py_ssize_t)length, 0) == NULL) return -1;
        if (prefixes && !holds_han(into + before, length)) {
            batch->lengths[i] = 0;
            continue;
        }
        if (before) memcpy(into, prefixes->before[(int)fields[i]], before * sizeof *into);
        batch->lengths[i] = length += before;
        batch->longest = batch->longest > length ? batch->longest : length;
        at += length + PAD;
    }
    return 0;
}

int batch_read(const Model *model, const Batch *batch, Stretches *found) {
    Work work = {0};
    int failed = work_make(&work, batch->longest);
    for (size_t turn = 0; !failed && turn < batch->count; turn++) {
        size_t text = batch->order[turn];
        failed = tag_text(model, &work, batch->codes + batch->starts[text] - PAD, batch->lengths[text], text, found);
    }
    work_free(&work);
    return failed;
}
