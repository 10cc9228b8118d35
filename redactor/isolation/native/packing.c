/* Masked records in, the records of one message set out. Must never leave a copy out, nor put those of two topics into
 * one set.
 *
 * Source: Kafka protocol guide, "Record Batch", format 2: of each record its length, attributes, timestamp and offset
 * less those of the set, key, value and headers.
 */
#include "api.h"

#include "numbers.h"
#include "reader.h"
#include "results.h"

enum { HEADER = 61, FRONT = 3 * LONGEST_NUMBER + 1, FIRST_ROOM = 1 << 14 };

/* A set under way; its bytes are ours until they are given away. */
typedef struct {
    PyObject *bytes;
    size_t size, room;
} Buffer;

static int wrong(const char *why) {
    refuse(why);
    return -1;
}

static uint8_t *start_of(const Buffer *buffer) { return (uint8_t *)PyBytes_AS_STRING(buffer->bytes); }

/* Where so many bytes more may be written; NULL with an error. */
static uint8_t *make_room(Buffer *buffer, size_t more) {
    if (more > buffer->room - buffer->size) {
        size_t room = buffer->room * 2 > buffer->size + more ? buffer->room * 2 : buffer->size + more;
        if (_PyBytes_Resize(&buffer->bytes, (Py_ssize_t)room) < 0) return NULL;
        buffer->room = room;
    }
    return start_of(buffer) + buffer->size;
}

/* Write to the end of what was written, given where that is; -1 with an error. */
static int end_at(Buffer *buffer, const uint8_t *end) {
    if (end == NULL) return -1;
    buffer->size = (size_t)(end - start_of(buffer));
    return 0;
}

static int add_number(Buffer *buffer, int64_t number) {
    uint8_t *at = make_room(buffer, LONGEST_NUMBER);
    return end_at(buffer, at == NULL ? NULL : put_number(at, number));
}

static int add_part(Buffer *buffer, Part part) {
    if (part.text == NULL) return add_number(buffer, -1);
    uint8_t *at = make_room(buffer, LONGEST_NUMBER + (size_t)part.size);
    return end_at(buffer, at == NULL ? NULL : put_bytes(put_number(at, part.size), part.text, (size_t)part.size));
}

static int part_of(PyObject *given, Part *part) {
    char *text = NULL;
    Py_ssize_t size = 0;
    if (given == NULL || (given != Py_None && PyBytes_AsStringAndSize(given, &text, &size) < 0)) return -1;
    *part = (Part){text, size};
    return 0;
}

static int header_of(PyObject *headers, Py_ssize_t at, Part *name, Part *value) {
    PyObject *header = PyTuple_GetItem(headers, at);
    if (header == NULL || !PyTuple_Check(header)) return wrong("a header");
    PyObject *given = PyTuple_GetItem(header, 0);
    name->text = given == NULL ? NULL : PyUnicode_AsUTF8AndSize(given, &name->size);
    return name->text == NULL ? -1 : part_of(PyTuple_GetItem(header, 1), value);
}

/* Append a record's key, value and headers; -1 with an error. */
static int add_output(Buffer *buffer, PyObject *output) {
    Part name, part;
    for (int i = KEY; i <= VALUE; i++)
        if (part_of(PyTuple_GetItem(output, i), &part) < 0 || add_part(buffer, part) < 0) return -1;
    PyObject *headers = PyTuple_GetItem(output, HEADERS);
    if (headers == NULL || !PyTuple_Check(headers)) return wrong("headers");
    Py_ssize_t count = PyTuple_Size(headers);
    if (add_number(buffer, count) < 0) return -1;
    for (Py_ssize_t i = 0; i < count; i++)
        if (header_of(headers, i, &name, &part) < 0 || add_part(buffer, name) < 0 || add_part(buffer, part) < 0)
            return -1;
    return 0;
}

/* Write a record's length, attributes, time and place; the rest of it has so many bytes. */
static uint8_t *put_front(uint8_t *at, int64_t ahead_ms, int64_t number, size_t rest) {
    at = put_number(at, (int64_t)(1 + number_size(ahead_ms) + number_size(number) + rest));
    *at++ = 0; /* attributes: there are none */
    return put_number(put_number(at, ahead_ms), number);
}

/* What a set is made of, and where it begins and ends among the results. */
typedef struct {
    Py_ssize_t views, view, first, last, count;
    size_t most;
    PyObject *target; /* borrowed from the results */
    long long base_ms, latest_ms;
} Set;

/* One copy for the set's view, borrowed: an output, or bytes that are a record's rest already. */
typedef struct {
    PyObject *target, *output;
    const uint8_t *rest;
    size_t size;
    long long time_ms;
} Copy;

/* The copy of a result that is an object; -1 with an error. */
static int copy_of(PyObject *result, const Set *set, Copy *copy) {
    PyObject *outputs = PyTuple_GetItem(result, OUTPUTS);
    if (outputs == NULL || !PyTuple_Check(outputs) || PyTuple_Size(outputs) != set->views) return wrong("outputs");
    PyObject *output = PyTuple_GetItem(outputs, set->view);
    if (output == NULL || !PyTuple_Check(output) || PyTuple_Size(output) != OUTPUT) return wrong("an output");
    *copy = (Copy){PyTuple_GetItem(output, TARGET), output, NULL, 0, PyLong_AsLongLong(PyTuple_GetItem(result, TIMESTAMP))};
    if (copy->time_ms == -1 && PyErr_Occurred()) return -1;
    return PyUnicode_Check(copy->target) ? 0 : wrong("a target");
}

/* The copy of a result that was made; -1 with an error. */
static int made_copy(const Results *results, Py_ssize_t at, const Set *set, Copy *copy) {
    Spot spot = spot_at(results->spots, (size_t)at);
    PyObject *targets = PyTuple_GetItem(results->targets, spot.group);
    if (targets == NULL || !PyTuple_Check(targets) || PyTuple_Size(targets) != set->views) return wrong("targets");
    *copy = (Copy){PyTuple_GetItem(targets, set->view), NULL, NULL, 0, spot.time_ms};
    copy->rest = copy_at(results->copies, results->copies_size, spot.start, (size_t)set->view, &copy->size);
    if (copy->rest == NULL) return wrong("a copy");
    return PyUnicode_Check(copy->target) ? 0 : wrong("a target");
}

/* Write a copy behind a gap, then its front, and the rest behind that; -1 with an error. */
static int add_object(Buffer *buffer, PyObject *output, int64_t ahead_ms, int64_t number) {
    size_t start = buffer->size;
    if (make_room(buffer, FRONT) == NULL) return -1;
    buffer->size += FRONT;
    if (add_output(buffer, output) < 0) return -1;
    size_t rest = buffer->size - start - FRONT;
    if (rest > INT32_MAX - HEADER - FRONT) return wrong("a record too large");
    uint8_t *from = start_of(buffer) + start, *at = put_front(from, ahead_ms, number, rest);
    memmove(at, from + FRONT, rest);
    return end_at(buffer, at + rest);
}

static int add_made(Buffer *buffer, const Copy *copy, int64_t ahead_ms, int64_t number) {
    if (copy->size > INT32_MAX - HEADER - FRONT) return wrong("a record too large");
    uint8_t *at = make_room(buffer, FRONT + copy->size);
    return end_at(buffer, at ? put_bytes(put_front(at, ahead_ms, number, copy->size), copy->rest, copy->size) : NULL);
}

/* Append a copy: 1, 0 if it belongs into another set, -1 with an error. */
static int append(Buffer *buffer, Set *set, const Copy *copy, Py_ssize_t at) {
    long long ahead_ms;
    if (set->count == 0) {
        set->target = copy->target;
        set->first = at;
        set->base_ms = set->latest_ms = copy->time_ms;
    } else if (copy->target != set->target && PyUnicode_Compare(copy->target, set->target) != 0)
        return 0;
    if (set->count == INT32_MAX) return 0;
    if (__builtin_sub_overflow(copy->time_ms, set->base_ms, &ahead_ms)) return wrong("a time");
    size_t start = buffer->size;
    int failed = copy->output != NULL ? add_object(buffer, copy->output, ahead_ms, set->count)
                                      : add_made(buffer, copy, ahead_ms, set->count);
    if (failed < 0) return -1;
    if (set->count > 0 && HEADER + buffer->size > set->most) {
        buffer->size = start;
        return 0;
    }
    if (copy->time_ms > set->latest_ms) set->latest_ms = copy->time_ms;
    set->last = at;
    set->count++;
    return 1;
}

/* Fill a set from here on; -1 with an error. */
static int fill(Buffer *buffer, Set *set, const Results *results, Py_ssize_t begin) {
    int more = 1;
    for (Py_ssize_t at = begin; more == 1 && at < PyList_Size(results->list); at++) {
        PyObject *result;
        Copy copy;
        Sort sort = sort_at(results, at, &result);
        if (sort == IS_REFUSED) continue;
        if (sort == IS_ODD) return -1;
        int failed = sort == IS_MADE ? made_copy(results, at, set, &copy) : copy_of(result, set, &copy);
        more = failed < 0 ? -1 : append(buffer, set, &copy, at);
    }
    return more < 0 ? -1 : 0;
}

/* The set that was filled, None if it has no copy; NULL with an error. */
static PyObject *filled(Buffer *buffer, const Set *set) {
    if (set->count == 0) return Py_NewRef(Py_None);
    if (_PyBytes_Resize(&buffer->bytes, (Py_ssize_t)buffer->size) < 0) return NULL;
    return Py_BuildValue("OnnnLLO", set->target, set->first, set->last, set->count, set->base_ms, set->latest_ms,
                         buffer->bytes);
}

PyObject *pack(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Py_ssize_t number[4] = {0};
    Results results;
    if (given != 6) return refuse("results, what was made, views, a view, where to begin, and a size");
    if (take_results(args[0], args[1], &results) < 0) return NULL;
    for (int i = 0; i < 4; i++) {
        number[i] = PyLong_AsSsize_t(args[2 + i]);
        if (number[i] < 0) return PyErr_Occurred() ? NULL : refuse("a number");
    }
    Set set = {.views = number[0], .view = number[1], .most = (size_t)number[3]};
    size_t room = FIRST_ROOM + (results.copies_size < set.most ? results.copies_size : set.most);
    Buffer buffer = {PyBytes_FromStringAndSize(NULL, (Py_ssize_t)room), 0, room};
    int failed = buffer.bytes == NULL || fill(&buffer, &set, &results, number[2]) < 0;
    PyObject *packed = failed ? NULL : filled(&buffer, &set);
    Py_XDECREF(buffer.bytes);
    return packed;
}
