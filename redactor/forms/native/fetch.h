/* Objects of a list that is gone through, fetched before they are asked for: no more than a word to the memory. */
#ifndef REDACTOR_FETCH_H
#define REDACTOR_FETCH_H

/* An object of a list. */
static inline void fetch_item(PyObject *list, Py_ssize_t at) {
    if (at < PyList_GET_SIZE(list)) __builtin_prefetch(PyList_GET_ITEM(list, at));
}

/* The first object of a tuple in a list, which was fetched before. */
static inline void fetch_first(PyObject *list, Py_ssize_t at) {
    PyObject *tuple = at < PyList_GET_SIZE(list) ? PyList_GET_ITEM(list, at) : NULL;
    if (tuple != NULL && PyTuple_Check(tuple) && PyTuple_GET_SIZE(tuple) > 0)
        __builtin_prefetch(PyTuple_GET_ITEM(tuple, 0));
}

#endif
