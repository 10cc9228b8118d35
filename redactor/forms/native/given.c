/* The records of a batch, whichever way they are given. Must never look at a part of the columns before it was seen
 * to stand within their bytes. */
#include "api.h"

#include "given.h"

enum { COLUMNS = 7, SIDE = 2, SIDES = 4, AT = 0, TIME = 1, UNREADABLE = 5, PLACE = 3 };

/* The bytes of one of the columns, which hold so many numbers of a size; -1 with an error. */
static int take_column(PyObject *columns, int at, size_t size, Part *column) {
    if (part_of(PyTuple_GetItem(columns, at), column) < 0) return -1;
    return column->text == NULL || column->size % size != 0 ? refuse("a column") : 0;
}

static int take_columns(PyObject *columns, Given *given) {
    Part begins, parts, offsets, times_ms;
    given->topic = PyTuple_GetItem(columns, 0);
    given->partition = PyLong_AsLongLong(PyTuple_GetItem(columns, 1));
    if (PyErr_Occurred() || take_column(columns, 2, 1, &given->raw) < 0 ||
        take_column(columns, 3, sizeof(int32_t), &begins) < 0 || take_column(columns, 4, sizeof(int32_t), &parts) < 0 ||
        take_column(columns, 5, sizeof(int64_t), &offsets) < 0 || take_column(columns, 6, sizeof(int64_t), &times_ms) < 0)
        return -1;
    size_t count = offsets.size / sizeof(int64_t);
    if (!PyUnicode_Check(given->topic) || begins.size / sizeof(int32_t) != count || times_ms.size != offsets.size)
        return refuse("columns of one length");
    given->count = (Py_ssize_t)count;
    given->begins = (const int32_t *)(const void *)begins.text;
    given->parts = (const int32_t *)(const void *)parts.text;
    given->numbers = parts.size / sizeof(int32_t);
    given->offsets = (const int64_t *)(const void *)offsets.text;
    given->times_ms = (const int64_t *)(const void *)times_ms.text;
    return 0;
}

int take_given(PyObject *records, Given *given) {
    *given = (Given){NULL, 0, NULL, 0, {NULL, 0}, NULL, NULL, NULL, NULL, 0};
    if (PyList_Check(records)) {
        given->records = PyList_AsTuple(records);
        given->count = given->records == NULL ? 0 : PyTuple_Size(given->records);
        return given->records == NULL ? -1 : 0;
    }
    if (!PyTuple_Check(records) || PyTuple_Size(records) != COLUMNS) return refuse("records, or their columns");
    given->records = Py_NewRef(records);
    return take_columns(records, given);
}

void drop_given(Given *given) { Py_CLEAR(given->records); }

/* What stands in the bytes of all; -1 with an error. */
static int take_side(const Given *given, const int32_t *side, Part *part) {
    int64_t start = side[0], size = side[1];
    if (size < -1 || start < 0 || start + size > (int64_t)given->raw.size) return refuse("where a part stands");
    *part = size < 0 ? (Part){NULL, 0} : (Part){given->raw.text + start, (size_t)size};
    return 0;
}

static int raw_of_columns(const Given *given, Py_ssize_t at, Raw *raw) {
    int64_t begin = given->begins[at], numbers = (int64_t)given->numbers;
    if (begin < 0 || begin >= numbers) return refuse("where a record's parts stand");
    const int32_t *sides = given->parts + begin;
    int64_t headers = *sides++;
    Part part = {NULL, 0};
    if (headers < 0 || begin + 1 + SIDES * (1 + headers) > numbers) return refuse("a record's headers");
    raw->header_count = (Py_ssize_t)headers;
    raw->sides = sides + SIDES;
    raw->raw = given->raw.text;
    if (take_side(given, sides, &raw->key) < 0 || take_side(given, sides + SIDE, &raw->value) < 0) return -1;
    for (int64_t i = 0; i < SIDE * headers; i++)
        if (take_side(given, raw->sides + SIDE * i, &part) < 0 || (i % SIDE == 0 && part.text == NULL))
            return PyErr_Occurred() ? -1 : refuse("a header's name");
    return 0;
}

int raw_at(const Given *given, Py_ssize_t at, Raw *raw) {
    *raw = (Raw){{NULL, 0}, {NULL, 0}, 0, NULL, NULL, NULL};
    if (given->topic != NULL) return raw_of_columns(given, at, raw);
    PyObject *record = PyTuple_GetItem(given->records, at);
    raw->headers = headers_of(record);
    if (raw->headers == NULL) return -1;
    raw->header_count = PyTuple_Size(raw->headers);
    return part_of(PyTuple_GetItem(record, KEY), &raw->key) < 0 ? -1 : part_of(PyTuple_GetItem(record, VALUE), &raw->value);
}

/* Of columns it was seen to stand within the bytes when the record was taken. */
int raw_header(const Raw *raw, Py_ssize_t at, Part *name, Part *value) {
    if (raw->headers != NULL) return header_of(PyTuple_GetItem(raw->headers, at), name, value);
    const int32_t *side = raw->sides + SIDES * at;
    *name = (Part){raw->raw + side[0], (size_t)side[1]};
    *value = side[SIDE + 1] < 0 ? (Part){NULL, 0} : (Part){raw->raw + side[SIDE], (size_t)side[SIDE + 1]};
    return 0;
}

/* Where a `Record` stands, as a tuple; NULL with an error. */
static PyObject *coordinates_of(PyObject *record) {
    PyObject *at = headers_of(record) == NULL ? NULL : PyTuple_GetItem(record, AT);
    if (at == NULL) return NULL;
    int is_one = PyTuple_Check(at) && PyTuple_Size(at) == PLACE && PyUnicode_Check(PyTuple_GetItem(at, 0));
    return is_one ? at : (refuse("where a record stands"), NULL);
}

int place_at(const Given *given, Py_ssize_t at, Place *place) {
    if (given->topic != NULL) {
        *place = (Place){given->topic, given->partition, given->offsets[at], given->times_ms[at]};
        return 0;
    }
    PyObject *record = PyTuple_GetItem(given->records, at), *where = record == NULL ? NULL : coordinates_of(record);
    if (where == NULL) return -1;
    place->topic = PyTuple_GetItem(where, 0);
    place->partition = PyLong_AsLongLong(PyTuple_GetItem(where, 1));
    place->offset = PyErr_Occurred() ? -1 : PyLong_AsLongLong(PyTuple_GetItem(where, 2));
    place->time_ms = PyErr_Occurred() ? -1 : PyLong_AsLongLong(PyTuple_GetItem(record, TIME));
    return PyErr_Occurred() ? -1 : 0;
}

PyObject *topic_at(const Given *given, Py_ssize_t at) {
    if (given->topic != NULL) return given->topic;
    PyObject *record = PyTuple_GetItem(given->records, at), *where = record == NULL ? NULL : coordinates_of(record);
    int is_unreadable = where == NULL ? -1 : PyObject_IsTrue(PyTuple_GetItem(record, UNREADABLE));
    return is_unreadable < 0 ? NULL : is_unreadable ? Py_None : PyTuple_GetItem(where, 0);
}
