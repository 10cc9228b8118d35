/* Copies texts out of Python, and has the model read them. */
#include "api.h"

#include "batch.h"

#include <string.h>

void batch_free(Batch *batch) {
    free(batch->codes);
    free(batch->starts);
    free(batch->lengths);
}

/* How long the texts are, and room for all of them. */
static int find_room(Batch *batch, PyObject *texts, size_t before) {
    size_t total = PAD;
    batch->count = (size_t)PyList_Size(texts);
    batch->starts = malloc((batch->count + 1) * sizeof(size_t));
    batch->lengths = malloc((batch->count + 1) * sizeof(size_t));
    if (batch->starts == NULL || batch->lengths == NULL) return PyErr_NoMemory(), -1;
    for (size_t i = 0; i < batch->count; i++) {
        Py_ssize_t length = PyUnicode_GetLength(PyList_GetItem(texts, (Py_ssize_t)i));
        if (length < 0) return -1;
        batch->lengths[i] = (size_t)length;
        total += before + (size_t)length + PAD;
    }
    batch->codes = calloc(total, sizeof(uint32_t));
    return batch->codes == NULL ? (PyErr_NoMemory(), -1) : 0;
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
    if (find_room(batch, texts, prefixes ? prefixes->length : 0) < 0) return -1;
    for (size_t i = 0; i < batch->count; i++) {
        PyObject *text = PyList_GetItem(texts, (Py_ssize_t)i);
        size_t before = prefixes && fields[i] != FOR_NOTHING ? prefixes->length : 0, length = batch->lengths[i];
        uint32_t *into = batch->codes + at;
        batch->starts[i] = at;
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
    for (size_t i = 0; !failed && i < batch->count; i++)
        failed = tag_text(model, &work, batch->codes + batch->starts[i] - PAD, batch->lengths[i], i, found);
    work_free(&work);
    return failed;
}
