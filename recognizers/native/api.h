/* CPython's API as all libraries here use it: what is asked of every object of a batch, inlined.
 *
 * Each of these answers as the function of its name does, errors included: where an object is not what it was
 * taken for, or has no such place, the function itself is asked. A call each cost a twelfth of a record. So a
 * library is of the version of the interpreter that it was built for.
 */
#ifndef RECOGNIZERS_API_H
#define RECOGNIZERS_API_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#if PY_VERSION_HEX >= 0x030E0000
#error "from 3.14 on a tuple holds its hash, and those made here have none: Python's way is taken"
#endif

static inline Py_ssize_t api_tuple_size(PyObject *tuple) {
    return PyTuple_Check(tuple) ? PyTuple_GET_SIZE(tuple) : PyTuple_Size(tuple);
}

static inline PyObject *api_tuple_item(PyObject *tuple, Py_ssize_t at) {
    if (PyTuple_Check(tuple) && at >= 0 && at < PyTuple_GET_SIZE(tuple)) return PyTuple_GET_ITEM(tuple, at);
    return PyTuple_GetItem(tuple, at);
}

/* Only of a tuple that nobody else has seen, and of a place where nothing stands: most are new. */
static inline int api_tuple_put(PyObject *tuple, Py_ssize_t at, PyObject *item) {
    if (PyTuple_Check(tuple) && Py_REFCNT(tuple) == 1 && at >= 0 && at < PyTuple_GET_SIZE(tuple)
        && PyTuple_GET_ITEM(tuple, at) == NULL) {
        PyTuple_SET_ITEM(tuple, at, item);
        return 0;
    }
    return PyTuple_SetItem(tuple, at, item);
}

static inline Py_ssize_t api_list_size(PyObject *list) {
    return PyList_Check(list) ? PyList_GET_SIZE(list) : PyList_Size(list);
}

static inline PyObject *api_list_item(PyObject *list, Py_ssize_t at) {
    if (PyList_Check(list) && at >= 0 && at < PyList_GET_SIZE(list)) return PyList_GET_ITEM(list, at);
    return PyList_GetItem(list, at);
}

static inline int api_list_put(PyObject *list, Py_ssize_t at, PyObject *item) {
    if (PyList_Check(list) && at >= 0 && at < PyList_GET_SIZE(list) && PyList_GET_ITEM(list, at) == NULL) {
        PyList_SET_ITEM(list, at, item);
        return 0;
    }
    return PyList_SetItem(list, at, item);
}

static inline Py_ssize_t api_text_size(PyObject *text) {
    if (PyUnicode_Check(text) && PyUnicode_IS_READY(text)) return PyUnicode_GET_LENGTH(text);
    return PyUnicode_GetLength(text);
}

/* ASCII is UTF-8 already; any other text makes and keeps its own. */
static inline const char *api_utf8(PyObject *text, Py_ssize_t *size) {
    if (size != NULL && PyUnicode_Check(text) && PyUnicode_IS_READY(text) && PyUnicode_IS_COMPACT_ASCII(text)) {
        *size = PyUnicode_GET_LENGTH(text);
        return (const char *)PyUnicode_1BYTE_DATA(text);
    }
    return PyUnicode_AsUTF8AndSize(text, size);
}

static inline int api_bytes(PyObject *bytes, char **start, Py_ssize_t *size) {
    if (!PyBytes_Check(bytes) || size == NULL) return PyBytes_AsStringAndSize(bytes, start, size);
    *start = PyBytes_AS_STRING(bytes);
    *size = PyBytes_GET_SIZE(bytes);
    return 0;
}

static inline int is_class_of_tuples(PyObject *type) {
    return PyType_Check(type) && PyType_IsSubtype((PyTypeObject *)type, &PyTuple_Type);
}

/* A tuple of a class of such, made at once of borrowed fields; NULL with an error. */
static inline PyObject *tuple_of(PyObject *type, PyObject *const *fields, Py_ssize_t count) {
    PyObject *made = ((PyTypeObject *)type)->tp_alloc((PyTypeObject *)type, count);
    for (Py_ssize_t i = 0; made != NULL && i < count; i++) PyTuple_SET_ITEM(made, i, Py_NewRef(fields[i]));
    return made;
}

#define PyTuple_Size api_tuple_size
#define PyTuple_GetItem api_tuple_item
#define PyTuple_SetItem api_tuple_put
#define PyList_Size api_list_size
#define PyList_GetItem api_list_item
#define PyList_SetItem api_list_put
#define PyUnicode_GetLength api_text_size
#define PyUnicode_AsUTF8AndSize api_utf8
#define PyBytes_AsStringAndSize api_bytes

#endif
