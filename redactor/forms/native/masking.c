/* The masks of a batch's cells, as they are written, for records that need them. */
#include "api.h"

#include "fetch.h"
#include "rows.h"
#include "rules.h"

enum { ROOM = 1 << 14, /* bytes of a mask with its text; what has more is masked in Python */ AHEAD = 8 };

/* What is masked under one dress. */
typedef struct {
    PyObject *written, *texts, *spans, *fields, *recipes, *left;
    Sheet sheet;
} Masking;

/* How far an address is shown: to the end of its last part, from the first on, of these levels. -1 where
 * something stands between two, 0 where nothing is shown. */
static Py_ssize_t shown_of(PyObject *span, Text value, PyObject *levels) {
    PyObject *parts = PyTuple_GetItem(span, PARTS);
    Py_ssize_t begin = PyLong_AsSsize_t(PyTuple_GetItem(span, START)), done = 0, start, end;
    if (!PyTuple_Check(parts)) return -1;
    for (Py_ssize_t i = 0; i < PyTuple_Size(parts); i++) {
        PyObject *part = PyTuple_GetItem(parts, i);
        if (!ends_in(part, PART_FIELDS, begin + value.length, &start, &end)) return -1;
        int is_shown = PySet_Contains(levels, PyTuple_GetItem(part, LEVEL));
        if (is_shown < 0) PyErr_Clear();
        if (is_shown <= 0) return is_shown < 0 ? -1 : done;
        if (start - begin != done) return -1;
        done = end - begin;
    }
    return done;
}

/* The mask of an address by the levels that are shown, and what stands for the rest. */
static int write_address(const Masking *masking, PyObject *recipe, PyObject *span, Text value) {
    Text tail;
    PyObject *levels = PyTuple_Size(recipe) == 2 ? PyTuple_GetItem(recipe, 0) : NULL;
    if (levels == NULL || !PyAnySet_Check(levels) || !text_of(PyTuple_GetItem(recipe, 1), &tail)) return 0;
    if (value.end[-1] == '*') return 0; /* it may be masked already */
    Py_ssize_t shown = shown_of(span, value, levels);
    return shown >= 0 && write_head(&masking->sheet, part_between(value, 0, shown), tail);
}

/* One value's mask: 1, 0 where it is made in Python, -1 with an error. */
static int write_value(const Masking *masking, PyObject *span, Text value) {
    PyObject *masked = PyTuple_GetItem(span, MASKED);
    if (masked == Py_True) return write_text(&masking->sheet, value);
    PyObject *recipe = masked == Py_False ? PyObject_GetItem(masking->recipes, PyTuple_GetItem(span, ENTITY)) : NULL;
    if (recipe == NULL) return masked == Py_False ? -1 : 0;
    int done = 0, is_over = 0;
    Text fixed;
    if (PyLong_Check(recipe)) done = write_mask(&masking->sheet, PyLong_AsLongAndOverflow(recipe, &is_over), value);
    else if (PyTuple_Check(recipe)) done = write_address(masking, recipe, span, value);
    else done = text_of(recipe, &fixed) && write_text(&masking->sheet, fixed);
    Py_DecRef(recipe);
    return done;
}

/* A text with its values masked: 1, 0 where that is done in Python, -1 with an error. */
static int write_masked(const Masking *masking, Text text, PyObject *spans) {
    Py_ssize_t done = 0, start, end;
    for (Py_ssize_t i = 0; i < PyTuple_Size(spans); i++) {
        PyObject *span = PyTuple_GetItem(spans, i);
        if (!ends_in(span, SPAN_FIELDS, done + text.length, &start, &end) || start < done) return 0;
        Text before = part_between(text, 0, start - done);
        text = (Text){before.end, text.end, text.length - before.length};
        Text value = part_between(text, 0, end - start);
        text = (Text){value.end, text.end, text.length - value.length};
        int is_written = write_text(&masking->sheet, before) ? write_value(masking, span, value) : 0;
        if (is_written <= 0) return is_written;
        done = end;
    }
    return write_text(&masking->sheet, text);
}

/* Whether a cell's field is a text in the document (1) or in a key or a header (0); -1 where it is a number. */
static int is_quoted(PyObject *field) {
    if (!PyTuple_Check(field) || PyTuple_Size(field) != FIELD_FIELDS) return -1;
    return PyTuple_GetItem(field, IS_NUMBER) == Py_False ? PyTuple_GetItem(field, IS_JSON) == Py_True : -1;
}

/* Mask one cell: 1, 0 where that is done in Python, -1 with an error. */
static int mask_cell(Masking *masking, Py_ssize_t cell) {
    fetch_item(masking->texts, cell + AHEAD);
    fetch_item(masking->spans, cell + AHEAD);
    fetch_first(masking->spans, cell + AHEAD / 2);
    PyObject *given = PyList_GetItem(masking->texts, cell), *spans = PyList_GetItem(masking->spans, cell);
    PyObject *field = PyList_GetItem(masking->fields, cell);
    Text text;
    if (given == NULL || spans == NULL || field == NULL || !PyTuple_Check(spans)) return refuse("a cell");
    int quoted = is_quoted(field);
    if (quoted < 0 || !text_of(given, &text)) return 0;
    Room *room = masking->sheet.room;
    masking->sheet.times = quoted;
    room->size = 0;
    if (quoted && !append(room, (const uint8_t *)"\"", 1)) return 0;
    int done = write_masked(masking, text, spans);
    if (done <= 0 || (quoted && !append(room, (const uint8_t *)"\"", 1))) return done < 0 ? -1 : 0;
    PyObject *bytes = PyBytes_FromStringAndSize((const char *)room->start, (Py_ssize_t)room->size);
    return bytes != NULL && PyList_SetItem(masking->written, cell, bytes) == 0 ? 1 : -1;
}

/* Mask the cells of one record that are not; those that are left for Python are noted. -1 with an error. */
static int mask_cells(Masking *masking, const Row *row) {
    for (Py_ssize_t i = 0; i < row->cell_count; i++) {
        PyObject *written = PyList_GetItem(masking->written, row->cells[i]);
        if (written == NULL) return -1;
        if (written != Py_False) continue;
        int done = mask_cell(masking, row->cells[i]);
        PyObject *left = done == 0 ? PyLong_FromLong(row->cells[i]) : NULL;
        int failed = done < 0 || (done == 0 && (left == NULL || PyList_Append(masking->left, left) < 0));
        Py_XDECREF(left);
        if (failed) return -1;
    }
    return 0;
}

/* Mask the cells of the records at these places; -1 with an error. */
static int mask_rows(Masking *masking, PyObject *given, PyObject *places) {
    Rows rows;
    Row row;
    int failed = take_rows(given, &rows) < 0;
    for (Py_ssize_t i = 0; !failed && i < PyList_Size(places); i++)
        failed = sure_row(&rows, PyLong_AsSsize_t(PyList_GetItem(places, i)), &row) < 0 || mask_cells(masking, &row) < 0;
    drop_rows(&rows);
    return failed ? -1 : 0;
}

PyObject *mask_records(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    if (given != 8 || !PyList_Check(args[1]) || !PyList_Check(args[2]) || !PyList_Check(args[3]) ||
        !PyList_Check(args[4]) || !PyList_Check(args[5]) || !PyDict_Check(args[6]) || !PyBytes_Check(args[7]))
        return refuse("rows, places, what is written of cells, their texts, spans and fields, recipes, surnames"), NULL;
    Room room = {PyMem_Malloc(ROOM), 0, ROOM};
    Sheet sheet = {&room, 0, (const uint8_t *)PyBytes_AsString(args[7]), (size_t)PyBytes_Size(args[7])};
    Masking masking = {args[2], args[3], args[4], args[5], args[6], PyList_New(0), sheet};
    int failed = room.start == NULL || masking.left == NULL;
    if (room.start == NULL) PyErr_NoMemory();
    failed = failed || mask_rows(&masking, args[0], args[1]) < 0;
    PyMem_Free(room.start);
    if (failed) Py_CLEAR(masking.left);
    return masking.left;
}
