/* The masks of a batch's cells, as they are written, for records that need them. Must never let a value stand
 * because its rule is not known here: such a cell is left to Python. */
#include "api.h"

#include "marks.h"
#include "rules.h"

/* Bytes in which a text is masked: for each of its own and of its values so many, and some. What needs more, for most of
 * it is escaped, is masked in Python. */
enum { OF_BYTE = 2, OF_VALUE = 64, AT_LEAST = 1 << 14, RECIPES = 32 };

/* How the values of an entity are masked: by a rule's number, with a text, or as an address that shows some levels. */
typedef struct {
    PyObject *entity, *given, *levels; /* the first two owned */
    enum { OF_PYTHON, BY_RULE, BY_TEXT, BY_LEVELS } sort;
    long rule;
    Text text; /* all of it, or what stands for an address's rest */
} Recipe;

/* What is masked under one dress. */
typedef struct {
    Marks *marks;
    PyObject *recipes, *left;
    Sheet sheet;
    Recipe met[RECIPES]; /* those that were met last */
} Masking;

static Recipe read_recipe(PyObject *entity, PyObject *given) {
    Recipe recipe = {entity, given, NULL, OF_PYTHON, 0, {NULL, NULL, 0}};
    int is_over = 0;
    if (PyLong_Check(given)) {
        recipe.rule = PyLong_AsLongAndOverflow(given, &is_over);
        recipe.sort = is_over ? OF_PYTHON : BY_RULE;
    } else if (!PyTuple_Check(given)) recipe.sort = text_of(given, &recipe.text) ? BY_TEXT : OF_PYTHON;
    else if (PyTuple_Size(given) == 2) {
        recipe.levels = PyTuple_GetItem(given, 0);
        int is_whole = PyAnySet_Check(recipe.levels) && text_of(PyTuple_GetItem(given, 1), &recipe.text);
        recipe.sort = is_whole ? BY_LEVELS : OF_PYTHON;
    }
    return recipe;
}

static void drop_recipe(Recipe *recipe) {
    Py_CLEAR(recipe->entity);
    Py_CLEAR(recipe->given);
}

/* The recipe of an entity; NULL with an error. */
static const Recipe *recipe_of(Masking *masking, PyObject *entity) {
    Recipe *met = &masking->met[((uintptr_t)entity >> 4) % RECIPES];
    if (met->entity == entity) return met;
    PyObject *given = PyObject_GetItem(masking->recipes, entity);
    if (given == NULL) return NULL;
    drop_recipe(met);
    *met = read_recipe(Py_NewRef(entity), given);
    return met;
}

/* How far an address is shown: to the end of its last part, from the first on, of these levels. -1 where
 * something stands between two, 0 where nothing is shown. */
static Py_ssize_t shown_of(const Value *value, PyObject *levels) {
    PyObject *parts = value->parts;
    Py_ssize_t begin = value->first, done = 0, start, end;
    if (!PyTuple_Check(parts)) return -1;
    for (Py_ssize_t i = 0; i < PyTuple_Size(parts); i++) {
        PyObject *part = PyTuple_GetItem(parts, i);
        if (!ends_in(part, PART_FIELDS, begin + value->length, &start, &end)) return -1;
        int is_shown = PySet_Contains(levels, PyTuple_GetItem(part, LEVEL));
        if (is_shown < 0) PyErr_Clear();
        if (is_shown <= 0) return is_shown < 0 ? -1 : done;
        if (start - begin != done) return -1;
        done = end - begin;
    }
    return done;
}

/* The mask of an address by the levels that are shown, and what stands for the rest. */
static int write_address(const Sheet *sheet, const Recipe *recipe, const Value *value, Text text) {
    if (text.end[-1] == '*') return 0; /* it may be masked already */
    Py_ssize_t shown = shown_of(value, recipe->levels);
    return shown >= 0 && write_head(sheet, part_between(text, 0, shown), recipe->text);
}

/* One value's mask: 1, 0 where it is made in Python, -1 with an error. */
static int write_value(Masking *masking, const Value *value, const uint8_t *start) {
    const Sheet *sheet = &masking->sheet;
    Text text = {start + value->start, start + value->end, value->length};
    if (value->entity == NULL) return write_text(sheet, text);
    const Recipe *recipe = recipe_of(masking, value->entity);
    if (recipe == NULL) return -1;
    switch (recipe->sort) {
    case BY_RULE: return write_mask(sheet, recipe->rule, text);
    case BY_TEXT: return write_text(sheet, recipe->text);
    case BY_LEVELS: return write_address(sheet, recipe, value, text);
    default: return 0;
    }
}

/* A text with its values masked: 1, 0 where that is done in Python, -1 with an error. */
static int write_masked(Masking *masking, const Entry *entry) {
    const Value *value = masking->marks->batch->told.value + entry->first_value;
    const uint8_t *start = entry->text.text;
    uint32_t done = 0;
    for (uint32_t i = 0; i < entry->value_count; i++, value++) {
        Text before = {start + done, start + value->start, 0};
        int is_written = write_text(&masking->sheet, before) ? write_value(masking, value, start) : 0;
        if (is_written <= 0) return is_written;
        done = value->end;
    }
    return write_text(&masking->sheet, (Text){start + done, start + entry->text.size, 0});
}

/* Empty the room, and have it large enough for a text with its masks; -1 with an error. */
static int make_room(Room *room, const Entry *entry) {
    size_t most = AT_LEAST + OF_BYTE * entry->text.size + OF_VALUE * (size_t)entry->value_count;
    uint8_t *start = with_room(room->start, &room->most, 0, most, 1);
    if (start == NULL) return -1;
    room->start = start;
    room->size = 0;
    return 0;
}

/* Write a cell's mask: 1, 0 where that is done in Python, -1 with an error. */
static int write_cell(Masking *masking, const Entry *entry) {
    Room *room = masking->sheet.room;
    if (entry->times == BY_PYTHON) return 0;
    if (make_room(room, entry) < 0) return -1;
    masking->sheet.times = entry->times;
    if (entry->times > 0 && !append_byte(room, '"')) return 0;
    int done = write_masked(masking, entry);
    return done > 0 && entry->times > 0 ? append_byte(room, '"') : done;
}

/* Mask one cell, or note that it stays; one that is left for Python is noted. -1 with an error. */
static int mask_cell(Masking *masking, size_t cell) {
    Marks *marks = masking->marks;
    const Entry *entry = &marks->batch->told.entry[cell];
    if (entry->kind == 0) {
        marks->written[cell].size = STAYS;
        return 0;
    }
    int done = write_cell(masking, entry);
    const Room *room = masking->sheet.room;
    if (done != 0) return done < 0 ? -1 : put_mask(marks, cell, (Part){room->start, room->size});
    PyObject *left = PyLong_FromSize_t(cell);
    int failed = left == NULL || PyList_Append(masking->left, left) < 0;
    Py_XDECREF(left);
    marks->written[cell].size = LEFT;
    return failed ? -1 : 0;
}

/* Mask the cells of one record that are not; -1 with an error. */
static int mask_row(Masking *masking, Py_ssize_t place) {
    const Batch *batch = masking->marks->batch;
    if (place < 0 || place >= batch->given.count) return PyErr_Occurred() ? -1 : refuse("a record's place");
    const Read *read = &batch->read[place];
    if (read->value == NULL) return refuse("a record that was not read");
    const int32_t *cells = batch->cells + read->first_cell;
    for (int i = 0; i < read->cell_count; i++) {
        size_t cell = (size_t)cells[i];
        if (cell >= masking->marks->count) return refuse("a cell");
        const Part *written = &masking->marks->written[cell];
        if (written->text == NULL && written->size == NOT_MASKED && mask_cell(masking, cell) < 0) return -1;
    }
    return 0;
}

/* Mask the cells of the records at these places; -1 with an error. */
static int mask_rows(Masking *masking, PyObject *places) {
    int failed = 0;
    for (Py_ssize_t i = 0; !failed && i < PyList_Size(places); i++)
        failed = mask_row(masking, PyLong_AsSsize_t(PyList_GetItem(places, i))) < 0;
    for (int i = 0; i < RECIPES; i++) drop_recipe(&masking->met[i]);
    return failed ? -1 : 0;
}

PyObject *mask_records(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Marks *marks = given == 4 ? marks_in(args[0]) : (refuse("masks, places, recipes, surnames"), NULL);
    if (marks == NULL || !PyList_Check(args[1]) || !PyDict_Check(args[2]) || !PyBytes_Check(args[3]))
        return marks == NULL ? NULL : (refuse("places, recipes, surnames"), NULL);
    Told *told = &marks->batch->told;
    if (told->is_busy || told->count < marks->count) return refuse("the masks of other cells"), NULL;
    Room room = {NULL, 0, 0};
    Sheet sheet = {&room, 0, (const uint8_t *)PyBytes_AsString(args[3]), (size_t)PyBytes_Size(args[3])};
    Masking masking = {marks, args[2], PyList_New(0), sheet, {{NULL, NULL, NULL, OF_PYTHON, 0, {NULL, NULL, 0}}}};
    told->is_busy = 1;
    int failed = masking.left == NULL || mask_rows(&masking, args[1]) < 0;
    told->is_busy = 0;
    PyMem_Free(room.start);
    if (failed) Py_CLEAR(masking.left);
    return masking.left;
}
