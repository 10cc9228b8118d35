/* Masked records in, the records of one message set out.
 *
 * Source: Kafka protocol guide, "Record Batch", format 2: of each record its length, attributes, timestamp and
 * offset less those of the set, key, value and headers; lengths and numbers as zigzag varints, -1 for null.
 */
#include "api.h"

#include "door.h"

#include <string.h>

enum { HEADER = 61, LONGEST_VARINT = 10, FRONT = 3 * LONGEST_VARINT + 1, FIRST_ROOM = 1 << 14 };

/* A set under way; its bytes are ours until they are given away. */
typedef struct {
    uint8_t *bytes;
    size_t size, room;
} Buffer;

/* Bytes, or null. */
typedef struct {
    const char *text;
    Py_ssize_t size;
} Part;

static int wrong(const char *why) {
    refuse(why);
    return -1;
}

static uint64_t zigzag(int64_t number) { return ((uint64_t)number << 1) ^ (uint64_t)(number >> 63); }

static size_t varint_size(int64_t number) {
    size_t size = 1;
    for (uint64_t rest = zigzag(number); rest > 0x7F; rest >>= 7) size++;
    return size;
}

static int make_room(Buffer *buffer, size_t size) {
    if (size <= buffer->room - buffer->size) return 0;
    size_t room = buffer->room * 2 > buffer->size + size ? buffer->room * 2 : buffer->size + size;
    uint8_t *bytes = PyMem_Realloc(buffer->bytes, room);
    if (bytes == NULL) return PyErr_NoMemory(), -1;
    buffer->bytes = bytes;
    buffer->room = room;
    return 0;
}

/* The following write into room that was made. */
static void put_varint(Buffer *buffer, int64_t number) {
    uint64_t rest = zigzag(number);
    for (; rest > 0x7F; rest >>= 7) buffer->bytes[buffer->size++] = (uint8_t)(rest | 0x80);
    buffer->bytes[buffer->size++] = (uint8_t)rest;
}

static int put_number(Buffer *buffer, int64_t number) {
    if (make_room(buffer, LONGEST_VARINT) < 0) return -1;
    put_varint(buffer, number);
    return 0;
}

static int put_part(Buffer *buffer, Part part) {
    if (part.text == NULL) return put_number(buffer, -1);
    if (make_room(buffer, LONGEST_VARINT + (size_t)part.size) < 0) return -1;
    put_varint(buffer, part.size);
    memcpy(buffer->bytes + buffer->size, part.text, (size_t)part.size);
    buffer->size += (size_t)part.size;
    return 0;
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
static int put_output(Buffer *buffer, PyObject *output) {
    Part name, part;
    for (int i = KEY; i <= VALUE; i++)
        if (part_of(PyTuple_GetItem(output, i), &part) < 0 || put_part(buffer, part) < 0) return -1;
    PyObject *headers = PyTuple_GetItem(output, HEADERS);
    if (headers == NULL || !PyTuple_Check(headers)) return wrong("headers");
    Py_ssize_t count = PyTuple_Size(headers);
    if (put_number(buffer, count) < 0) return -1;
    for (Py_ssize_t i = 0; i < count; i++)
        if (header_of(headers, i, &name, &part) < 0 || put_part(buffer, name) < 0 || put_part(buffer, part) < 0)
            return -1;
    return 0;
}

/* Put a record's length, attributes, time and place before the rest of it, which stands behind a gap. */
static void put_front(Buffer *buffer, size_t start, int64_t ahead_ms, int64_t number) {
    size_t rest = buffer->size - start - FRONT;
    const uint8_t *from = buffer->bytes + start + FRONT;
    buffer->size = start;
    put_varint(buffer, (int64_t)(1 + varint_size(ahead_ms) + varint_size(number) + rest));
    buffer->bytes[buffer->size++] = 0; /* attributes: there are none */
    put_varint(buffer, ahead_ms);
    put_varint(buffer, number);
    memmove(buffer->bytes + buffer->size, from, rest);
    buffer->size += rest;
}

/* What a set is made of, and where it begins and ends among the results. */
typedef struct {
    Py_ssize_t views, view, first, last, count;
    size_t most;
    PyObject *target; /* borrowed from the results */
    long long base_ms, latest_ms;
} Set;

/* The output that a result has for the set's view, borrowed; NULL with an error. */
static PyObject *output_of(PyObject *result, const Set *set) {
    PyObject *outputs = PyTuple_GetItem(result, OUTPUTS);
    if (outputs == NULL || !PyTuple_Check(outputs) || PyTuple_Size(outputs) != set->views) return refuse("outputs");
    PyObject *output = PyTuple_GetItem(outputs, set->view);
    if (output == NULL || !PyTuple_Check(output) || PyTuple_Size(output) != OUTPUT) return refuse("an output");
    return PyUnicode_Check(PyTuple_GetItem(output, TARGET)) ? output : refuse("a target");
}

/* Append a masked result: 1, 0 if it belongs into another set, -1 with an error. */
static int append(Buffer *buffer, Set *set, PyObject *result, Py_ssize_t at) {
    PyObject *output = output_of(result, set), *target = output ? PyTuple_GetItem(output, TARGET) : NULL;
    long long time_ms = output ? PyLong_AsLongLong(PyTuple_GetItem(result, TIMESTAMP)) : -1, ahead_ms;
    if (output == NULL || (time_ms == -1 && PyErr_Occurred())) return -1;
    if (set->count == 0) {
        set->target = target;
        set->first = at;
        set->base_ms = set->latest_ms = time_ms;
    } else if (target != set->target && PyUnicode_Compare(target, set->target) != 0)
        return 0;
    if (set->count == INT32_MAX) return 0;
    if (__builtin_sub_overflow(time_ms, set->base_ms, &ahead_ms)) return wrong("a time");
    size_t start = buffer->size;
    if (make_room(buffer, FRONT) < 0) return -1;
    buffer->size += FRONT;
    if (put_output(buffer, output) < 0) return -1;
    if (buffer->size - start > INT32_MAX - HEADER) return wrong("a record too large");
    put_front(buffer, start, ahead_ms, set->count);
    if (set->count > 0 && HEADER + buffer->size > set->most) {
        buffer->size = start;
        return 0;
    }
    if (time_ms > set->latest_ms) set->latest_ms = time_ms;
    set->last = at;
    set->count++;
    return 1;
}

/* Fill a set from here on; -1 with an error. */
static int fill(Buffer *buffer, Set *set, PyObject *results, Py_ssize_t begin) {
    int more = 1;
    for (Py_ssize_t at = begin; more == 1 && at < PyList_Size(results); at++) {
        PyObject *result = PyList_GetItem(results, at);
        Py_ssize_t fields = result != NULL && PyTuple_Check(result) ? PyTuple_Size(result) : 0;
        if (fields == REFUSED) continue;
        more = fields == MASKED ? append(buffer, set, result, at) : wrong("a result");
    }
    return more < 0 ? -1 : 0;
}

PyObject *pack(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Py_ssize_t number[4] = {0};
    if (given != 5 || !PyList_Check(args[0])) return refuse("results, views, a view, where to begin, and a size");
    for (int i = 0; i < 4; i++) {
        number[i] = PyLong_AsSsize_t(args[1 + i]);
        if (number[i] < 0) return PyErr_Occurred() ? NULL : refuse("a number");
    }
    Set set = {.views = number[0], .view = number[1], .most = (size_t)number[3]};
    Buffer buffer = {PyMem_Malloc(FIRST_ROOM), 0, FIRST_ROOM};
    if (buffer.bytes == NULL) return PyErr_NoMemory();
    PyObject *packed = NULL;
    if (fill(&buffer, &set, args[0], number[2]) < 0) packed = NULL;
    else if (set.count == 0) packed = Py_NewRef(Py_None);
    else
        packed = Py_BuildValue("OnnnLLy#", set.target, set.first, set.last, set.count, set.base_ms, set.latest_ms,
                               (const char *)buffer.bytes, (Py_ssize_t)buffer.size);
    PyMem_Free(buffer.bytes);
    return packed;
}
