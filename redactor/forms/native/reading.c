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

/* The form of a blank: a field for each slot, or None; None if it has no form, NULL with an error. */
static PyObject *form_of(PyObject *forms, const Blank *blank) {
    PyObject *bytes = PyBytes_FromStringAndSize((const char *)blank->bytes, (Py_ssize_t)blank->size);
    PyObject *form = bytes == NULL ? NULL : PyObject_GetItem(forms, bytes);
    Py_XDECREF(bytes);
    if (form != NULL && form != Py_None && (!PyTuple_Check(form) || PyTuple_Size(form) != blank->slots)) {
        Py_CLEAR(form);
        refuse("a field for each slot");
    }
    return form;
}

/* Whether several texts could be one number together. */
static int may_be_joined(const Blank *blank, PyObject *form) {
    int pieces = 0;
    for (int i = 0; i < blank->slots; i++) pieces += blank->slot[i].piece && PyTuple_GetItem(form, i) != Py_None;
    return pieces > 1;
}

/* The cells of a batch: their numbers by field and text, and the text and the field of each. */
typedef struct {
    PyObject *numbers, *texts, *fields;
} Cells;

/* The number of a text in its field, a new one where it is not there yet; NULL with an error. */
static PyObject *number_of(const Cells *cells, PyObject *field, PyObject *text) {
    PyObject *both = PyTuple_Pack(2, field, text);
    PyObject *number = both == NULL ? NULL : Py_XNewRef(PyDict_GetItemWithError(cells->numbers, both));
    if (number == NULL && !PyErr_Occurred()) {
        number = PyLong_FromSsize_t(PyList_Size(cells->texts));
        if (number == NULL || PyList_Append(cells->texts, text) < 0 || PyList_Append(cells->fields, field) < 0 ||
            PyDict_SetItem(cells->numbers, both, number) < 0)
            Py_CLEAR(number);
    }
    Py_XDECREF(both);
    return number;
}

/* The cell of a slot, 0 for one that is not scanned. NULL with an error, or without one where the slot
 * holds no UTF-8. */
static PyObject *cell_of(const Slot *slot, PyObject *field, const Cells *cells) {
    PyObject *text = PyUnicode_DecodeUTF8((const char *)slot->text, (Py_ssize_t)slot->size, NULL);
    if (text == NULL && PyErr_ExceptionMatches(PyExc_UnicodeDecodeError)) PyErr_Clear();
    if (text == NULL) return NULL;
    PyObject *cell = field == Py_None ? PyLong_FromLong(0) : number_of(cells, field, text);
    Py_DecRef(text);
    return cell;
}

/* The cells of all slots; None where one holds no UTF-8, NULL with an error. */
static PyObject *cells_of(const Blank *blank, PyObject *form, const Cells *cells) {
    PyObject *all = PyTuple_New(blank->slots);
    for (int i = 0; all != NULL && i < blank->slots; i++) {
        PyObject *cell = cell_of(&blank->slot[i], PyTuple_GetItem(form, i), cells);
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
    if (given != 6 || !PyDict_Check(args[2]) || !PyList_Check(args[3]) || !PyList_Check(args[4]))
        return refuse("a record, forms, the cells of a batch and the most bytes"), NULL;
    Cells batch = {args[2], args[3], args[4]};
    size_t most = PyLong_AsSize_t(args[5]);
    int taken = PyErr_Occurred() ? -1 : take_record(&blank, args[0], most, &value);
    if (taken <= 0) return taken < 0 ? NULL : Py_NewRef(Py_None);
    PyObject *form = form_of(args[1], &blank);
    if (form == NULL || form == Py_None) return form;
    PyObject *cells = may_be_joined(&blank, form) ? Py_NewRef(Py_None) : cells_of(&blank, form, &batch);
    Py_DecRef(form);
    if (cells == NULL || cells == Py_None) return cells;
    PyObject *ends = ends_of(&blank, value.text);
    PyObject *seen = ends == NULL ? NULL : PyTuple_Pack(3, args[0], cells, ends);
    Py_DecRef(cells);
    Py_XDECREF(ends);
    return seen;
}
