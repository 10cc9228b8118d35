/* A record and the masks of its texts in, its masked copy out. */
#include "api.h"

#include "blank.h"
#include "door.h"

/* A record's copy under way. */
typedef struct {
    PyObject *record, *cells, *masks;
    Py_ssize_t cell; /* the next to be written */
    size_t size;     /* of what is written: key, value, headers with their names */
} Copy;

/* The next cell's mask, NULL where the value stays; -1 with an error. */
static int next_mask(Copy *copy, PyObject **mask) {
    *mask = told_of(copy->masks, copy->cells, copy->cell++);
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
static Py_ssize_t take_changes(Copy *copy, const uint32_t *ends, Py_ssize_t count, size_t size, Change *changes,
                               Py_ssize_t *taken) {
    Py_ssize_t grown = (Py_ssize_t)size;
    uint32_t least = 0;
    for (Py_ssize_t i = 0; i < count; i++, ends += ENDS) {
        Change change = {ends[0], ends[1], (int)ends[2], {NULL, 0}};
        if (change.start < least || change.end < change.start || change.end > size || ends[2] > MOST_NESTED)
            return refuse("the ends of values");
        least = change.end;
        PyObject *mask;
        if (next_mask(copy, &mask) < 0 || (mask != NULL && part_of(mask, &change.mask) < 0)) return -1;
        if (mask == NULL) continue;
        grown += (Py_ssize_t)escaped_size(change.mask.text, change.mask.size, change.level);
        grown -= (Py_ssize_t)(change.end - change.start);
        changes[(*taken)++] = change;
    }
    return grown;
}

static PyObject *written_value(Copy *copy, PyObject *plain, const uint32_t *ends, Py_ssize_t count) {
    Change changes[MOST_SLOTS];
    Py_ssize_t taken = 0;
    Part value;
    if (part_of(plain, &value) < 0 || value.text == NULL) return refuse("a value"), NULL;
    Py_ssize_t size = take_changes(copy, ends, count, value.size, changes, &taken);
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
static PyObject *written_plain(Copy *copy, PyObject *raw) {
    PyObject *mask = NULL;
    Part part;
    if (raw == NULL) return NULL;
    if (raw == Py_None) return Py_NewRef(raw);
    if (next_mask(copy, &mask) < 0) return NULL;
    PyObject *written = mask == NULL ? raw : mask;
    if (part_of(written, &part) < 0) return NULL;
    copy->size += part.size;
    return Py_NewRef(written);
}

static PyObject *written_headers(Copy *copy) {
    PyObject *raw = headers_of(copy->record);
    PyObject *all = raw == NULL ? NULL : PyTuple_New(PyTuple_Size(raw));
    for (Py_ssize_t i = 0; all != NULL && i < PyTuple_Size(raw); i++) {
        PyObject *header = PyTuple_GetItem(raw, i), *value = NULL, *both = NULL;
        Part name, part;
        if (header_of(header, &name, &part) == 0) value = written_plain(copy, PyTuple_GetItem(header, 1));
        if (value != NULL)
            both = value == PyTuple_GetItem(header, 1) ? Py_NewRef(header) : PyTuple_Pack(2, PyTuple_GetItem(header, 0), value);
        Py_XDECREF(value);
        if (both == NULL) Py_CLEAR(all);
        else {
            copy->size += name.size;
            PyTuple_SetItem(all, i, both);
        }
    }
    return all;
}

void drop_copy(Written *written) {
    Py_CLEAR(written->key);
    Py_CLEAR(written->value);
    Py_CLEAR(written->headers);
}

int write_copy(const Seen *seen, PyObject *masks, Written *written) {
    char *ends;
    Py_ssize_t bytes;
    *written = (Written){NULL, NULL, NULL, 0};
    if (PyBytes_AsStringAndSize(seen->ends, &ends, &bytes) < 0) return -1;
    Py_ssize_t count = bytes / (Py_ssize_t)(ENDS * sizeof(uint32_t));
    if (count > MOST_SLOTS || count > PyTuple_Size(seen->cells)) return refuse("the ends of values");
    Copy copy = {seen->record, seen->cells, masks, 0, 0};
    written->value = written_value(&copy, seen->value, (const uint32_t *)(const void *)ends, count);
    if (written->value != NULL) written->key = written_plain(&copy, PyTuple_GetItem(seen->record, KEY));
    if (written->key != NULL) written->headers = written_headers(&copy);
    written->size = copy.size;
    if (written->headers != NULL) return 0;
    drop_copy(written);
    return -1;
}
