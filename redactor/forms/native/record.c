/* A record as its doors see it: bytes of its key, its value and its headers. Must never take anything but a tuple
 * of as many fields for one. */
#include "api.h"

#include "door.h"

int refuse(const char *why) {
    PyErr_SetString(PyExc_ValueError, why);
    return -1;
}

int part_of(PyObject *given, Part *part) {
    char *text = NULL;
    Py_ssize_t size = 0;
    if (given == NULL || (given != Py_None && PyBytes_AsStringAndSize(given, &text, &size) < 0)) return -1;
    *part = (Part){(const uint8_t *)text, (size_t)size};
    return 0;
}

int header_of(PyObject *header, Part *name, Part *value) {
    Py_ssize_t size;
    if (header == NULL || !PyTuple_Check(header)) return refuse("a header");
    PyObject *given = PyTuple_GetItem(header, 0);
    const char *text = given == NULL ? NULL : PyUnicode_AsUTF8AndSize(given, &size);
    if (text == NULL) return -1;
    *name = (Part){(const uint8_t *)text, (size_t)size};
    return part_of(PyTuple_GetItem(header, 1), value);
}

PyObject *headers_of(PyObject *record) {
    if (!PyTuple_Check(record) || PyTuple_Size(record) != FIELDS) return refuse("a record"), NULL;
    PyObject *headers = PyTuple_GetItem(record, HEADERS);
    return headers != NULL && PyTuple_Check(headers) ? headers : (refuse("headers"), NULL);
}

PyObject *new_of(PyObject *type, PyObject *const *fields, Py_ssize_t count) {
    return is_class_of_tuples(type) ? tuple_of(type, fields, count) : (refuse("a class of tuples"), NULL);
}
