/* The records of a batch in, the numbers of their texts out: nothing of Python's is made for a record. Must never
 * take a record of which anything is not as its form says: its place is given back. */
#include "api.h"

#include "batch.h"
#include "cells.h"
#include "met.h"
#include "trail.h"

#include <string.h>

/* A batch under way. */
typedef struct {
    Batch *batch;
    Cells cells;
    Met met;
    Trail trail;
    PyObject *topics;        /* the forms of each topic */
    PyObject *topic, *forms; /* the last, and its forms, owned */
    size_t most;             /* bytes of a record */
    uint8_t *rooms;          /* for the copy of a value, and for what its strings say */
    size_t room;
    Blank blank; /* of the record at hand */
    uint64_t hashes[MOST_SLOTS]; /* of its texts that are scanned */
} Reading;

/* Take a part's bytes from what a record may still have; 0 if they are too many. */
static int fits(size_t *left, Part part) {
    if (part.size > *left) return 0;
    *left -= part.size;
    return 1;
}

/* An empty blank, with memory for what a value says and how it is written; -1 with an error. */
static int make_room(Reading *reading, size_t size) {
    Blank *blank = &reading->blank;
    uint8_t *rooms = with_room(reading->rooms, &reading->room, 0, ROOMS * size + 1, 1);
    if (rooms == NULL) return -1;
    reading->rooms = rooms;
    blank->size = 0;
    blank->slots = blank->words = blank->odd_names = 0;
    blank->copy = (Room){rooms, 0, size};
    blank->said = (Room){rooms + size, 0, (ROOMS - 1) * size};
    return 0;
}

/* Take a whole record: its value, its key, its headers. 1 if it has a blank, 0 if not, -1 with an error. */
static int take_record(Reading *reading, const Raw *raw) {
    Blank *blank = &reading->blank;
    size_t left = reading->most;
    Part name, header;
    if (raw->value.text == NULL || !fits(&left, raw->value) || !fits(&left, raw->key)) return 0;
    if (make_room(reading, raw->value.size) < 0) return -1;
    if (!take_document(blank, raw->value.text, raw->value.size)) return 0;
    if (!take_plain(blank, raw->key.text, raw->key.size)) return 0;
    for (Py_ssize_t i = 0; i < raw->header_count; i++) {
        if (raw_header(raw, i, &name, &header) < 0) return -1;
        if (!fits(&left, header) || !take_name(blank, name.text, name.size)) return 0;
        if (!take_plain(blank, header.text, header.size)) return 0;
    }
    return 1;
}

/* Whether several texts could be one number together. */
static int may_be_joined(const Blank *blank, PyObject *form) {
    int pieces = 0;
    for (int i = 0; i < blank->slots; i++)
        pieces += PyTuple_GetItem(form, i) != Py_None && may_be_piece(&blank->slot[i]);
    return pieces > 1;
}

/* Whether a text stands in memory that the next record is read into. */
static int is_passing(const Room *room, const uint8_t *text) {
    return (uintptr_t)text >= (uintptr_t)room->start && (uintptr_t)text <= (uintptr_t)(room->start + room->most);
}

/* Look for the texts that are scanned, all at once: the memory fetches where they may stand. */
static void look_for_all(Reading *reading, PyObject *form) {
    const Blank *blank = &reading->blank;
    for (int i = 0; i < blank->slots; i++) {
        PyObject *field = PyTuple_GetItem(form, i);
        Part text = {blank->slot[i].text, blank->slot[i].size};
        if (field != Py_None) reading->hashes[i] = look_for(&reading->cells, field, text);
    }
}

/* The cell of a slot, 0 for one that is not scanned. -1 with an error, or without one where the slot holds no UTF-8. */
static int32_t cell_of(Reading *reading, size_t at, PyObject *field) {
    const Slot *slot = &reading->blank.slot[at];
    if (field == Py_None) return is_utf8((Part){slot->text, slot->size}) ? 0 : -1;
    Cell sought = {reading->hashes[at], slot->text, field, slot->size, 0};
    return number_of(&reading->cells, sought, is_passing(&reading->blank.said, slot->text));
}

/* The cell of a field's name, as a form has it; -1 with an error. */
static int32_t told_cell(PyObject *told) {
    long cell = PyLong_AsLong(told);
    if (cell >= 0 && cell < INT32_MAX) return (int32_t)cell;
    return PyErr_Occurred() ? -1 : refuse("a cell");
}

/* The cells of all slots and names: 1, 0 where a slot holds no UTF-8, -1 with an error. */
static int take_cells(Reading *reading, PyObject *form, Read *read) {
    Batch *batch = reading->batch;
    size_t count = (size_t)PyTuple_Size(form);
    int32_t *cells = with_room(batch->cells, &batch->cell_room, batch->cell_count, count, sizeof *cells);
    if (cells == NULL) return -1;
    batch->cells = cells;
    cells += batch->cell_count;
    look_for_all(reading, form);
    for (size_t i = 0; i < count; i++) {
        PyObject *told = PyTuple_GetItem(form, (Py_ssize_t)i);
        int is_slot = i < (size_t)reading->blank.slots;
        cells[i] = is_slot ? cell_of(reading, i, told) : told_cell(told);
        if (cells[i] < 0) return PyErr_Occurred() ? -1 : 0;
    }
    read->first_cell = batch->cell_count;
    read->cell_count = (int)count;
    batch->cell_count += count;
    return 1;
}

/* Where the values of the document stand in its copy; -1 with an error. */
static int take_ends(Reading *reading, Read *read) {
    Batch *batch = reading->batch;
    const Blank *blank = &reading->blank;
    size_t most = ENDS * (size_t)blank->slots;
    uint32_t *ends = with_room(batch->ends, &batch->end_room, batch->end_count, most + 1, sizeof *ends);
    if (ends == NULL) return -1;
    batch->ends = ends;
    ends += batch->end_count;
    read->first_end = batch->end_count;
    for (int i = 0; i < blank->slots && blank->slot[i].kind != PLAIN; i++, read->end_count++) {
        *ends++ = blank->slot[i].start;
        *ends++ = blank->slot[i].end;
        *ends++ = blank->slot[i].level;
    }
    batch->end_count += ENDS * (size_t)read->end_count;
    return 0;
}

/* Whether a value that was read whole is written as we would write it. */
static int is_as_ours(const Blank *blank, Part raw) {
    return raw.size == blank->copy.size && memcmp(raw.text, blank->copy.start, raw.size) == 0;
}

/* The value as we write it; NULL with an error. */
static const uint8_t *take_copy(Reading *reading, Part raw, size_t *size) {
    const Room *copy = &reading->blank.copy;
    *size = copy->size;
    return is_as_ours(&reading->blank, raw) ? raw.text : stored(&reading->batch->store, copy->start, copy->size);
}

/* The forms of a record's topic, borrowed; None where it is not read, NULL with an error. */
static PyObject *forms_at(Reading *reading, Py_ssize_t at) {
    PyObject *topic = topic_at(&reading->batch->given, at);
    if (topic == NULL || topic == Py_None || topic == reading->topic) return topic == reading->topic ? reading->forms : topic;
    PyObject *forms = PyObject_GetItem(reading->topics, topic);
    int is_odd = forms != NULL && forms != Py_None && (!PyTuple_Check(forms) || PyTuple_Size(forms) != 2);
    if (is_odd) {
        Py_CLEAR(forms);
        refuse("forms of two sorts");
    }
    Py_XDECREF(reading->forms);
    reading->topic = forms == NULL ? NULL : topic;
    return reading->forms = forms;
}

/* Read a record whole, whose value is given as we write it: its form, borrowed; None where it has none, NULL with an
 * error. */
static PyObject *form_of_whole(Reading *reading, PyObject *forms, const Raw *raw, Read *read) {
    Blank *blank = &reading->blank;
    int taken = take_record(reading, raw);
    if (taken <= 0) return taken < 0 ? NULL : Py_None;
    PyObject *form = form_of(&reading->met, PyTuple_GetItem(forms, blank->odd_names), blank);
    if (form == NULL || form == Py_None) return form;
    read->value = take_copy(reading, raw->value, &read->size);
    if (read->value == NULL) return NULL;
    if (read->value == raw->value.text && note_record(&reading->trail, forms, raw, blank, form) < 0) return NULL;
    return form;
}

/* Read a record: 1, 0 if it has no form, -1 with an error. */
static int read_one(Reading *reading, Py_ssize_t at) {
    Raw raw;
    Read read = {NULL, 0, 0, 0, 0, 0, 0};
    PyObject *forms = forms_at(reading, at);
    if (forms == NULL || forms == Py_None) return forms == NULL ? -1 : 0;
    if (raw_at(&reading->batch->given, at, &raw) < 0) return -1;
    PyObject *form = follow(&reading->trail, forms, &raw, reading->most, &reading->blank);
    if (form != NULL) {
        read.value = raw.value.text;
        read.size = raw.value.size;
    } else form = form_of_whole(reading, forms, &raw, &read);
    if (form == NULL || form == Py_None || may_be_joined(&reading->blank, form)) return form == NULL ? -1 : 0;
    int taken = take_cells(reading, form, &read);
    if (taken <= 0) return taken;
    if (take_ends(reading, &read) < 0) return -1;
    reading->batch->read[at] = read;
    return 1;
}

/* Read all records; the places of those that have no form, NULL with an error. */
static PyObject *read_all(Reading *reading) {
    PyObject *left = PyList_New(0);
    for (Py_ssize_t at = 0; left != NULL && at < reading->batch->given.count; at++) {
        int done = read_one(reading, at);
        PyObject *place = done == 0 ? PyLong_FromSsize_t(at) : NULL;
        if (done < 0 || (done == 0 && (place == NULL || PyList_Append(left, place) < 0))) Py_CLEAR(left);
        Py_XDECREF(place);
    }
    return left;
}

/* Read a batch into an object; the places as above. */
static PyObject *read_into(PyObject *made, PyObject *const *args, size_t most) {
    Reading *reading = PyMem_Calloc(1, sizeof *reading);
    if (reading == NULL) return PyErr_NoMemory();
    reading->batch = batch_in(made);
    reading->topics = args[1];
    reading->most = most;
    reading->cells.texts = args[2];
    reading->cells.fields = args[3];
    reading->cells.store = &reading->batch->store;
    memcpy(&reading->cells.seed, PyBytes_AsString(args[5]), sizeof(Seed));
    begin_trail(&reading->trail);
    PyObject *left = begin_cells(&reading->cells) < 0 ? NULL : read_all(reading);
    Py_XDECREF(reading->forms);
    drop_met(&reading->met);
    drop_trail(&reading->trail);
    reading->batch->text = end_cells(&reading->cells, &reading->batch->text_count);
    PyMem_Free(reading->rooms);
    PyMem_Free(reading);
    return left;
}

PyObject *read_records(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    if (given != 6 || !PyList_Check(args[2]) || !PyList_Check(args[3]) || !PyBytes_Check(args[5]) ||
        PyBytes_Size(args[5]) != sizeof(Seed))
        return refuse("records, the forms of their topics, the cells of a batch, the most bytes, and a seed"), NULL;
    size_t most = PyLong_AsSize_t(args[4]);
    PyObject *made = PyErr_Occurred() ? NULL : new_batch(args[0]), *left = made ? read_into(made, args, most) : NULL;
    PyObject *both = left == NULL ? NULL : PyTuple_Pack(2, made, left);
    Py_XDECREF(made);
    Py_XDECREF(left);
    return both;
}
