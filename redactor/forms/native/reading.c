/* A record in, the numbers of its texts in a batch out. */
#include "api.h"

#include "blank.h"
#include "door.h"

/* Take a part's bytes from what a record may still have; 0 if they are too many. */
static int fits(size_t *left, Part part) {
    if (part.size > *left) return 0;
    *left -= part.size;
    return 1;
}

/* Memory for what a value says and how it is written, to be freed by `blank->copy.start`; -1 with an error. */
static int make_room(Blank *blank, size_t size) {
    uint8_t *start = PyMem_Malloc(ROOMS * size);
    if (start == NULL) return PyErr_NoMemory(), -1;
    blank->copy = (Room){start, 0, size};
    blank->said = (Room){start + size, 0, (ROOMS - 1) * size};
    return 0;
}

/* Take a whole record: its value, its key, its headers. 1 if it has a blank, 0 if not, -1 with an error. */
static int take_record(Blank *blank, PyObject *record, size_t left) {
    Part value, key, name, header;
    PyObject *headers = headers_of(record);
    if (headers == NULL || part_of(PyTuple_GetItem(record, KEY), &key) < 0 ||
        part_of(PyTuple_GetItem(record, VALUE), &value) < 0)
        return -1;
    if (value.text == NULL || !fits(&left, value) || !fits(&left, key)) return 0;
    if (make_room(blank, value.size) < 0) return -1;
    if (!take_document(blank, value.text, value.size) || !take_plain(blank, key.text, key.size)) return 0;
    for (Py_ssize_t i = 0; i < PyTuple_Size(headers); i++) {
        if (header_of(PyTuple_GetItem(headers, i), &name, &header) < 0) return -1;
        if (!fits(&left, header) || !take_name(blank, name.text, name.size)) return 0;
        if (!take_plain(blank, header.text, header.size)) return 0;
    }
    return 1;
}

/* The form of a blank: a field for each slot, or None, and behind them the cells of names; None if it has
 * no form, NULL with an error. */
static PyObject *form_of(PyObject *forms, const Blank *blank) {
    PyObject *bytes = PyBytes_FromStringAndSize((const char *)blank->bytes, (Py_ssize_t)blank->size);
    PyObject *form = bytes == NULL ? NULL : PyObject_GetItem(PyTuple_GetItem(forms, blank->odd_names), bytes);
    Py_XDECREF(bytes);
    if (form != NULL && form != Py_None && (!PyTuple_Check(form) || PyTuple_Size(form) < blank->slots)) {
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

/* The cells of all slots and names; None where a slot holds no UTF-8, NULL with an error. */
static PyObject *cells_of(const Blank *blank, PyObject *form, const Cells *cells) {
    PyObject *all = PyTuple_New(PyTuple_Size(form));
    for (Py_ssize_t i = 0; all != NULL && i < PyTuple_Size(form); i++) {
        PyObject *told = PyTuple_GetItem(form, i);
        PyObject *cell = i < blank->slots ? cell_of(&blank->slot[i], told, cells) : Py_NewRef(told);
        if (cell == NULL) Py_CLEAR(all);
        else PyTuple_SetItem(all, i, cell);
    }
    return all == NULL && !PyErr_Occurred() ? Py_NewRef(Py_None) : all;
}

/* Where the values of the document stand in its copy, three numbers of 32 bits each. */
static PyObject *ends_of(const Blank *blank) {
    uint32_t ends[ENDS * MOST_SLOTS];
    int count = 0;
    for (int i = 0; i < blank->slots && blank->slot[i].kind != PLAIN; i++) {
        ends[count++] = blank->slot[i].start;
        ends[count++] = blank->slot[i].end;
        ends[count++] = blank->slot[i].level;
    }
    return PyBytes_FromStringAndSize((const char *)ends, count * (Py_ssize_t)sizeof *ends);
}

/* The value as we write it: itself, where it is written so already. */
static PyObject *copied(const Blank *blank, PyObject *raw) {
    const Room *copy = &blank->copy;
    Part value;
    if (part_of(raw, &value) < 0) return NULL;
    if (value.size == copy->size && memcmp(value.text, copy->start, copy->size) == 0) return Py_NewRef(raw);
    return PyBytes_FromStringAndSize((const char *)copy->start, (Py_ssize_t)copy->size);
}

/* What is seen of a record by its form; None if it has none, NULL with an error. */
static PyObject *seen_of(const Blank *blank, PyObject *record, PyObject *forms, const Cells *batch) {
    PyObject *form = form_of(forms, blank);
    if (form == NULL || form == Py_None) return form;
    PyObject *cells = may_be_joined(blank, form) ? Py_NewRef(Py_None) : cells_of(blank, form, batch);
    Py_DecRef(form);
    if (cells == NULL || cells == Py_None) return cells;
    PyObject *ends = ends_of(blank), *copy = ends == NULL ? NULL : copied(blank, PyTuple_GetItem(record, VALUE));
    PyObject *seen = copy == NULL ? NULL : PyTuple_Pack(4, record, cells, copy, ends);
    Py_DecRef(cells);
    Py_XDECREF(ends);
    Py_XDECREF(copy);
    return seen;
}

PyObject *read_record(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Blank blank;
    if (given != 6 || !PyTuple_Check(args[1]) || PyTuple_Size(args[1]) != 2 || !PyDict_Check(args[2]) ||
        !PyList_Check(args[3]) || !PyList_Check(args[4]))
        return refuse("a record, forms of two sorts, the cells of a batch and the most bytes"), NULL;
    Cells batch = {args[2], args[3], args[4]};
    size_t most = PyLong_AsSize_t(args[5]);
    blank.size = 0;
    blank.slots = blank.odd_names = 0;
    blank.copy = (Room){NULL, 0, 0};
    int taken = PyErr_Occurred() ? -1 : take_record(&blank, args[0], most);
    PyObject *seen = taken <= 0 ? (taken < 0 ? NULL : Py_NewRef(Py_None)) : seen_of(&blank, args[0], args[1], &batch);
    PyMem_Free(blank.copy.start);
    return seen;
}
