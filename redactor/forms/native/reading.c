/* A record in, the numbers of its texts in a batch out. */
#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "blank.h"
#include "door.h"

/* Take a part's bytes from what a record may still have; 0 if they are too many. */
static int fits(size_t *left, Part part) {
    if (part.size > *left) return 0;
    *left -= part.size;
    return 1;
}

/* Take a whole record: its value, its key, its headers. 1 if it has a blank, 0 if not, -1 with an error. */
static int take_record(Blank *blank, PyObject *record, size_t left, Part *value) {
    Part key, name, header;
    blank->size = 0;
    blank->slots = 0;
    PyObject *headers = headers_of(record);
    if (headers == NULL || part_of(PyTuple_GetItem(record, KEY), &key) < 0 ||
        part_of(PyTuple_GetItem(record, VALUE), value) < 0)
        return -1;
    if (value->text == NULL || !fits(&left, *value) || !fits(&left, key)) return 0;
    if (!take_document(blank, value->text, value->size) || !take_plain(blank, key.text, key.size)) return 0;
    for (Py_ssize_t i = 0; i < PyTuple_Size(headers); i++) {
        if (header_of(PyTuple_GetItem(headers, i), &name, &header) < 0) return -1;
        if (!fits(&left, header) || !take_name(blank, name.text, name.size)) return 0;
        if (!take_plain(blank, header.text, header.size)) return 0;
    }
    return 1;
}

/* What the batch knows of a blank: a column for each slot, or None; NULL with an error. */
static PyObject *columns_of(PyObject *known, const Blank *blank) {
    PyObject *bytes = PyBytes_FromStringAndSize((const char *)blank->bytes, (Py_ssize_t)blank->size);
    PyObject *columns = bytes == NULL ? NULL : PyObject_GetItem(known, bytes);
    Py_XDECREF(bytes);
    if (columns != NULL && columns != Py_None &&
        (!PyTuple_Check(columns) || PyTuple_Size(columns) != blank->slots)) {
        Py_CLEAR(columns);
        refuse("a column for each slot");
    }
    return columns;
}

/* Whether several texts could be one number together. */
static int may_be_joined(const Blank *blank, PyObject *columns) {
    int pieces = 0;
    for (int i = 0; i < blank->slots; i++)
        pieces += blank->slot[i].piece && PyTuple_GetItem(columns, i) != Py_None;
    return pieces > 1;
}

/* The cells of a batch: a text for each, and the column in which it stands. */
typedef struct {
    PyObject *texts, *columns;
} Cells;

/* The number of a text in its column, a new one where it is not there yet; NULL with an error. */
static PyObject *number_of(const Cells *cells, PyObject *column, PyObject *text) {
    PyObject *known = PyDict_GetItemWithError(column, text);
    if (known != NULL || PyErr_Occurred()) return Py_XNewRef(known);
    PyObject *number = PyLong_FromSsize_t(PyList_Size(cells->texts));
    if (number == NULL || PyList_Append(cells->texts, text) < 0 || PyList_Append(cells->columns, column) < 0 ||
        PyDict_SetItem(column, text, number) < 0)
        Py_CLEAR(number);
    return number;
}

/* The cell of a slot, 0 for one that is not scanned. NULL with an error, or without one where the slot
 * holds no UTF-8. */
static PyObject *cell_of(const Slot *slot, PyObject *column, const Cells *cells) {
    if (column != Py_None && !PyDict_Check(column)) return refuse("a column"), NULL;
    PyObject *text = PyUnicode_DecodeUTF8((const char *)slot->text, (Py_ssize_t)slot->size, NULL);
    if (text == NULL && PyErr_ExceptionMatches(PyExc_UnicodeDecodeError)) PyErr_Clear();
    if (text == NULL) return NULL;
    PyObject *cell = column == Py_None ? PyLong_FromLong(0) : number_of(cells, column, text);
    Py_DecRef(text);
    return cell;
}

/* The cells of all slots; None where one holds no UTF-8, NULL with an error. */
static PyObject *cells_of(const Blank *blank, PyObject *columns, const Cells *cells) {
    PyObject *all = PyTuple_New(blank->slots);
    for (int i = 0; all != NULL && i < blank->slots; i++) {
        PyObject *cell = cell_of(&blank->slot[i], PyTuple_GetItem(columns, i), cells);
        if (cell == NULL) Py_CLEAR(all);
        else PyTuple_SetItem(all, i, cell);
    }
    return all == NULL && !PyErr_Occurred() ? Py_NewRef(Py_None) : all;
}

/* Where the values of the document begin and end, quotes included: two numbers of 32 bits each. */
static PyObject *ends_of(const Blank *blank, const uint8_t *value) {
    uint32_t ends[ENDS * MOST_SLOTS];
    int count = 0;
    for (int i = 0; i < blank->slots && blank->slot[i].kind != PLAIN; i++) {
        const Slot *slot = &blank->slot[i];
        uint32_t quote = slot->kind == STRING, start = (uint32_t)(slot->text - value);
        ends[count++] = start - quote;
        ends[count++] = start + slot->size + quote;
    }
    return PyBytes_FromStringAndSize((const char *)ends, count * (Py_ssize_t)sizeof *ends);
}

PyObject *read_record(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Blank blank;
    Part value;
    if (given != 5 || !PyList_Check(args[2]) || !PyList_Check(args[3]))
        return refuse("a record, what is known, two lists and the most bytes"), NULL;
    Cells batch = {args[2], args[3]};
    size_t most = PyLong_AsSize_t(args[4]);
    int taken = PyErr_Occurred() ? -1 : take_record(&blank, args[0], most, &value);
    if (taken <= 0) return taken < 0 ? NULL : Py_NewRef(Py_None);
    PyObject *columns = columns_of(args[1], &blank);
    if (columns == NULL || columns == Py_None) return columns;
    PyObject *cells = may_be_joined(&blank, columns) ? Py_NewRef(Py_None) : cells_of(&blank, columns, &batch);
    Py_DecRef(columns);
    if (cells == NULL || cells == Py_None) return cells;
    PyObject *ends = ends_of(&blank, value.text);
    PyObject *seen = ends == NULL ? NULL : PyTuple_Pack(3, args[0], cells, ends);
    Py_DecRef(cells);
    Py_XDECREF(ends);
    return seen;
}
