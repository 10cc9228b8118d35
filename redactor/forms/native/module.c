/* The door to Python: records in; their texts as numbers of a batch, and later their masked copies, out. Must never
 * keep anything between two calls but in the objects that it gives. */
#include "api.h"

#include "door.h"

/* Raised with every change of what the functions take; redactor/forms/native/__init__.py asks for one. */
#define VERSION 14

static PyMethodDef methods[] = {
    {"read", (PyCFunction)(void (*)(void))read_records, METH_FASTCALL,
     "read(records, topics, texts, fields, most, seed) -> (rows, the places of records that have none): cells join their batch."},
    {"row", (PyCFunction)(void (*)(void))show_row, METH_FASTCALL,
     "row(rows, place) -> (cells, value, ends) of a record that was read, or None."},
    {"put_cells", (PyCFunction)(void (*)(void))put_cells, METH_FASTCALL,
     "put_cells(rows, place, cells): others in the stead of a record's, as many."},
    {"alike", (PyCFunction)(void (*)(void))alike_rows, METH_FASTCALL,
     "alike(rows, starts) -> [the places of records of one topic, in the time of one key]."},
    {"longer", (PyCFunction)(void (*)(void))longer_rows, METH_FASTCALL,
     "longer(rows, size) -> the places of records whose value has more bytes."},
    {"asked", (PyCFunction)(void (*)(void))cells_asked, METH_FASTCALL,
     "asked(texts, fields) -> (texts, hints) of the cells that are read."},
    {"told", (PyCFunction)(void (*)(void))tell_cells, METH_FASTCALL,
     "told(rows, texts, fields, found, declared, of_policy, titles) -> the spans of all cells: all else stays with the rows."},
    {"add_cell", (PyCFunction)(void (*)(void))add_cell, METH_FASTCALL,
     "add_cell(rows, text, field, spans) -> the number of one cell more, whose names were looked for."},
    {"marks", (PyCFunction)(void (*)(void))new_marks, METH_FASTCALL,
     "marks(rows) -> the masks of all cells that were told, of which none is made."},
    {"mask", (PyCFunction)(void (*)(void))mask_records, METH_FASTCALL,
     "mask(marks, places, recipes, surnames) -> the cells of these records that are left, each once."},
    {"put_mask", (PyCFunction)(void (*)(void))put_written, METH_FASTCALL,
     "put_mask(marks, cell, mask): what is written of a cell that was left; it stays so without one."},
    {"written", (PyCFunction)(void (*)(void))show_written, METH_FASTCALL,
     "written(marks, cell) -> its mask; None where it stays, False where there is none."},
    {"again", (PyCFunction)(void (*)(void))is_again, METH_FASTCALL,
     "again(rows, place) -> whether a name may stand in the record more often than it was found."},
    {"echoed", (PyCFunction)(void (*)(void))echo_record, METH_FASTCALL,
     "echoed(rows, place, texts, spans, one) -> the spans of a record's texts with its names wherever they stand again, or None."},
    {"made", (PyCFunction)(void (*)(void))make_records, METH_FASTCALL,
     "made(rows, ((places, ((topic, marks), ...)), ...), own) -> (copies, spots, kinds, left)."},
    {"opened", (PyCFunction)(void (*)(void))open_made, METH_FASTCALL,
     "opened((copies, spots, kinds, targets), others, places, output, masked) -> the results of all records."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_forms", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__forms(void) {
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL && PyModule_AddIntConstant(module, "VERSION", VERSION) < 0) Py_CLEAR(module);
    return module;
}
