/* The records of one message set in; their number, or what they hold, out. Must never take a set for whole of which
 * a byte is left over or missing. Format as in packing.c. */
#include "api.h"

#include "door.h"
#include "numbers.h"
#include "reader.h"

/* All of these give 0 where the bytes are not what they should be; with an error or without. */
static int read_number(Reader *reader, int64_t *number) { return get_number(&reader->at, reader->end, number); }

int read_part(Reader *reader, Part *part) {
    int64_t size;
    if (!read_number(reader, &size) || size < -1 || size > reader->end - reader->at) return 0;
    *part = (Part){size < 0 ? NULL : (const char *)reader->at, size < 0 ? 0 : (Py_ssize_t)size};
    reader->at += part->size;
    return 1;
}

static PyObject *bytes_of(Part part) {
    return part.text == NULL ? Py_NewRef(Py_None) : PyBytes_FromStringAndSize(part.text, part.size);
}

int is_text(Part part) {
    Py_ssize_t plain = 0;
    while (plain < part.size && (uint8_t)part.text[plain] < 0x80) plain++;
    PyObject *rest = plain < part.size ? PyUnicode_DecodeUTF8(part.text + plain, part.size - plain, NULL) : NULL;
    Py_XDECREF(rest);
    return plain == part.size || rest != NULL;
}

/* A header; where it is asked for, it is put into a tuple. */
static int read_header(Reader *reader, PyObject *headers, Py_ssize_t at) {
    Part name, part;
    if (!read_part(reader, &name) || name.text == NULL || !read_part(reader, &part)) return 0;
    if (headers == NULL) return is_text(name);
    PyObject *title = PyUnicode_DecodeUTF8(name.text, name.size, NULL), *value = title ? bytes_of(part) : NULL;
    PyObject *both = value ? PyTuple_Pack(2, title, value) : NULL;
    Py_XDECREF(title);
    Py_XDECREF(value);
    return both != NULL && PyTuple_SetItem(headers, at, both) == 0;
}

/* Each takes two bytes at least, so that no more room is made than for what was sent. */
int read_count(Reader *reader, int64_t *count) {
    return read_number(reader, count) && *count >= 0 && *count <= (reader->end - reader->at) / 2;
}

static int read_headers(Reader *reader, PyObject **headers, int asked) {
    int64_t count;
    *headers = NULL;
    if (!read_count(reader, &count)) return 0;
    if (asked && (*headers = PyTuple_New((Py_ssize_t)count)) == NULL) return 0;
    for (int64_t i = 0; i < count; i++)
        if (!read_header(reader, *headers, (Py_ssize_t)i)) return 0;
    return 1;
}

void drop(Held *held) {
    Py_XDECREF(held->key);
    Py_XDECREF(held->value);
    Py_XDECREF(held->headers);
}

int read_rest(Reader *reader, Held *held) {
    Part key, value;
    PyObject *headers = NULL;
    int done = read_part(reader, &key) && read_part(reader, &value) &&
               read_headers(reader, &headers, held != NULL) && reader->at == reader->end;
    if (held == NULL) return done;
    *held = (Held){done ? bytes_of(key) : NULL, done ? bytes_of(value) : NULL, headers};
    return held->key != NULL && held->value != NULL;
}

/* What a record holds; where a list is given, it is appended. */
static int take_rest(Reader *reader, PyObject *list) {
    if (list == NULL) return read_rest(reader, NULL);
    Held held = {NULL, NULL, NULL};
    int done = read_rest(reader, &held);
    PyObject *all = done ? PyTuple_Pack(3, held.key, held.value, held.headers) : NULL;
    done = all != NULL && PyList_Append(list, all) == 0;
    Py_XDECREF(all);
    drop(&held);
    return done;
}

int read_front(Reader *set, Reader *record, int64_t *ahead_ms, int64_t *ahead) {
    int64_t size;
    if (!read_number(set, &size) || size < 1 || size > set->end - set->at) return 0;
    *record = (Reader){set->at, set->at + size};
    set->at = record->end;
    return *record->at++ == 0 && read_number(record, ahead_ms) && read_number(record, ahead);
}

/* The records' times, as a list and less the set's; or no list, where they are not asked after. */
typedef struct {
    PyObject *list;
    long long base_ms;
} Times;

static int has_time(int64_t ahead_ms, const Times *times, Py_ssize_t number) {
    if (times->list == NULL) return 1;
    PyObject *due = number < PyList_Size(times->list) ? PyList_GetItem(times->list, number) : NULL;
    long long due_ms = due ? PyLong_AsLongLong(due) : -1, time_ms;
    if (due == NULL || (due_ms == -1 && PyErr_Occurred())) return 0;
    return !__builtin_add_overflow(times->base_ms, ahead_ms, &time_ms) && time_ms == due_ms;
}

static int read_record(Reader *set, Py_ssize_t number, const Times *times, PyObject *list) {
    Reader record;
    int64_t ahead_ms, ahead;
    return read_front(set, &record, &ahead_ms, &ahead) && has_time(ahead_ms, times, number) && ahead == number &&
           take_rest(&record, list);
}

/* How many records a set has; -1 with an error. */
static Py_ssize_t read_set(PyObject *set, const Times *times, PyObject *list) {
    char *bytes;
    Py_ssize_t size, count = 0;
    if (PyBytes_AsStringAndSize(set, &bytes, &size) < 0) return -1;
    Reader reader = {(const uint8_t *)bytes, (const uint8_t *)bytes + size};
    for (; reader.at < reader.end; count++) {
        if (read_record(&reader, count, times, list)) continue;
        if (!PyErr_Occurred()) refuse("no records of a message set");
        return -1;
    }
    return count;
}

PyObject *opened(PyObject *self, PyObject *set) {
    (void)self;
    Times any = {NULL, 0};
    PyObject *list = PyList_New(0);
    if (list != NULL && read_set(set, &any, list) < 0) Py_CLEAR(list);
    return list;
}

PyObject *counted(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    if (given != 3 || !PyList_Check(args[2])) return refuse("records, the set's time, and theirs");
    Times times = {args[2], PyLong_AsLongLong(args[1])};
    if (times.base_ms == -1 && PyErr_Occurred()) return NULL;
    Py_ssize_t count = read_set(args[0], &times, NULL);
    return count < 0 ? NULL : PyLong_FromSsize_t(count);
}
