/* A record and the masks of its texts in, its masked copy out. */
#include "api.h"

#include "blank.h"
#include "writing.h"

/* A record's copy under way. */
typedef struct {
    const Row *row;
    PyObject *masks;
    Py_ssize_t cell; /* the next to be written */
    size_t size;     /* of what is written: key, value, headers with their names */
} Copy;

/* The next cell's mask, NULL where the value stays; -1 with an error. */
static int next_mask(Copy *copy, PyObject **mask) {
    if (copy->cell >= copy->row->cell_count) return refuse("a cell for each value");
    *mask = PyList_GetItem(copy->masks, copy->row->cells[copy->cell++]);
    if (*mask == NULL) return -1;
    if (*mask == Py_None) *mask = NULL;
    else if (!PyBytes_Check(*mask)) return refuse("a mask");
    return 0;
}

/* A value that is masked: where it stands in the copy, and the mask, which is escaped for each string
 * around it. */
typedef struct {
    uint32_t start, end;
    int level;
    Part mask;
} Change;

/* The changes of a document; gives the size that it then has, -1 with an error. */
static Py_ssize_t take_changes(Copy *copy, Change *changes, Py_ssize_t *taken) {
    const uint32_t *ends = copy->row->ends;
    Py_ssize_t grown = (Py_ssize_t)copy->row->value.size;
    for (Py_ssize_t i = 0; i < copy->row->end_count; i++, ends += ENDS) {
        Change change = {ends[0], ends[1], (int)ends[2], {NULL, 0}};
        PyObject *mask;
        if (next_mask(copy, &mask) < 0 || (mask != NULL && part_of(mask, &change.mask) < 0)) return -1;
        if (mask == NULL) continue;
        grown += (Py_ssize_t)escaped_size(change.mask.text, change.mask.size, change.level);
        grown -= (Py_ssize_t)(change.end - change.start);
        changes[(*taken)++] = change;
    }
    return grown;
}

static PyObject *written_value(Copy *copy) {
    Change changes[MOST_SLOTS];
    Py_ssize_t taken = 0;
    Part value = copy->row->value;
    Py_ssize_t size = take_changes(copy, changes, &taken);
    PyObject *written = size < 0 ? NULL : PyBytes_FromStringAndSize(NULL, size);
    if (written == NULL) return NULL;
    Room room = {(uint8_t *)PyBytes_AsString(written), 0, (size_t)size};
    size_t done = 0;
    for (Py_ssize_t i = 0; i < taken; i++) {
        append(&room, value.text + done, changes[i].start - done);
        escape(&room, changes[i].mask.text, changes[i].mask.size, changes[i].level);
        done = changes[i].end;
    }
    append(&room, value.text + done, value.size - done);
    copy->size += room.size;
    return written; /* full: as much was counted */
}

/* A key or a header's value: its mask, or itself; null stays null. */
static PyObject *written_plain(Copy *copy, Part raw) {
    PyObject *mask = NULL;
    Part part = raw;
    if (raw.text == NULL) return Py_NewRef(Py_None);
    if (next_mask(copy, &mask) < 0 || (mask != NULL && part_of(mask, &part) < 0)) return NULL;
    copy->size += part.size;
    return mask != NULL ? Py_NewRef(mask) : PyBytes_FromStringAndSize((const char *)part.text, (Py_ssize_t)part.size);
}

static PyObject *written_header(Copy *copy, Py_ssize_t at) {
    Part name, raw;
    if (row_header(copy->row, at, &name, &raw) < 0) return NULL;
    PyObject *value = written_plain(copy, raw);
    PyObject *title = value == NULL ? NULL : PyUnicode_DecodeUTF8((const char *)name.text, (Py_ssize_t)name.size, NULL);
    PyObject *both = title == NULL ? NULL : PyTuple_Pack(2, title, value);
    copy->size += name.size;
    Py_XDECREF(title);
    Py_XDECREF(value);
    return both;
}

static PyObject *written_headers(Copy *copy) {
    PyObject *all = PyTuple_New(copy->row->header_count);
    for (Py_ssize_t i = 0; all != NULL && i < copy->row->header_count; i++) {
        PyObject *both = written_header(copy, i);
        if (both == NULL) Py_CLEAR(all);
        else PyTuple_SetItem(all, i, both);
    }
    return all;
}

void drop_copy(Written *written) {
    Py_CLEAR(written->key);
    Py_CLEAR(written->value);
    Py_CLEAR(written->headers);
}

int write_copy(const Row *row, PyObject *masks, Written *written) {
    *written = (Written){NULL, NULL, NULL, 0};
    Copy copy = {row, masks, 0, 0};
    written->value = written_value(&copy);
    if (written->value != NULL) written->key = written_plain(&copy, row->raw_key);
    if (written->key != NULL) written->headers = written_headers(&copy);
    written->size = copy.size;
    if (written->headers != NULL) return 0;
    drop_copy(written);
    return -1;
}
