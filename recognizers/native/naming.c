/* Names and addresses of a batch in one crossing: recognizers/sequence/reading.py.
 *
 * The model reads, occasions are told, and what is certain becomes a finding; whatever else there is goes back to the
 * rules in Python.
 */
#include "api.h"

#include "certain.h"
#include "door.h"
#include "making.h"
#include "watch.h"

#include <stdlib.h>

/* What is asked with, all borrowed. */
typedef struct {
    const Model *model;
    const Maker *maker;
    const Watch *watch;
    const Teller *teller;
    PyObject *recognizer, *texts;
    const char *fields;
    Prefixes prefixes;
} Asking;

/* Room for what is known of one text. */
typedef struct {
    Given *given;
    Stretch *kept;
    Field *fields;
    char *verdicts;
    PyObject *none; /* one list for all texts in which nothing is found */
    Work work;
} Room;

static int take_prefixes(Asking *asking, PyObject *given) {
    if (PyTuple_Size(given) != ASKED) return refuse("prefixes");
    asking->prefixes.length = (size_t)teller_prefix(asking->teller);
    for (int i = FOR_NAME; i < ASKED; i++) {
        PyObject *text = PyTuple_GetItem(given, i);
        Py_ssize_t length = PyUnicode_GetLength(text);
        if (length < 0) return -1;
        if (length > MOST_BEFORE || (size_t)length != asking->prefixes.length) return refuse("a prefix");
        if (PyUnicode_AsUCS4(text, asking->prefixes.before[i], length, 0) == NULL) return -1;
    }
    return 0;
}

static int take_fields(const Asking *asking, Py_ssize_t count) {
    if (PyList_Size(asking->texts) != count) return refuse("as many texts as fields");
    for (Py_ssize_t i = 0; i < count; i++)
        if ((unsigned char)asking->fields[i] >= ASKED) return refuse("a field");
    return 0;
}

static int find_room(Room *room, const Batch *batch, const Stretches *found) {
    size_t numbers = (batch->longest / MOBILE + found->count + 1) * sizeof *room->fields;
    room->given = malloc((found->count + 1) * sizeof *room->given);
    room->kept = malloc((found->count + 1) * sizeof *room->kept);
    room->verdicts = malloc(found->count + 1);
    room->fields = malloc(numbers);
    if ((room->none = PyList_New(0)) == NULL) return -1;
    if (room->given == NULL || room->kept == NULL || room->verdicts == NULL || room->fields == NULL ||
        work_make(&room->work, MOST_BEFORE) < 0)
        return PyErr_NoMemory(), -1;
    return 0;
}

static void leave(Room *room) {
    free(room->given);
    free(room->kept);
    free(room->verdicts);
    free(room->fields);
    Py_XDECREF(room->none);
    work_free(&room->work);
}

/* One text, what the model found in it, and where it stands. */
typedef struct {
    size_t place, size, count;
    const uint32_t *codes;
    const Stretch *found;
} Known;

/* Say whether the rules have anything to do, and leave of what the model found what they surely leave of it. */
static int has_occasion(const Asking *asking, Room *room, Known *known) {
    double sure = sure_by(asking->watch);
    for (size_t i = 0; i < known->count; i++) {
        const Stretch *one = &known->found[i];
        PyObject *score = score_of(asking->maker, one->lead);
        int is_address = one->group == STRETCH_GROUPS - 1;
        room->given[i] = (Given){one->start, one->end, i, is_address, PyFloat_AsDouble(score) < sure};
    }
    View view = view_by(asking->watch, known->codes, known->size);
    if (!occasions_of(&view, room->given, known->count, room->fields, room->verdicts)) return 0;
    size_t left = settled(&view, room->given, known->count, room->fields, room->verdicts);
    if (left == UNSETTLED) return 1;
    for (size_t i = 0; i < left; i++) {
        room->kept[i] = known->found[room->given[i].number];
        room->kept[i].end = room->given[i].end;
    }
    known->found = room->kept;
    known->count = left;
    return 0;
}

/* The findings of one text, None for those that are not certain; how many of those there are. NULL with an error. */
static PyObject *findings_of(const Asking *asking, Room *room, const Known *known, int *unsure) {
    if (known->count == 0) return Py_NewRef(room->none);
    enum Asked asked = (enum Asked)asking->fields[known->place];
    Py_ssize_t before = asked == FOR_NOTHING ? 0 : (Py_ssize_t)asking->prefixes.length;
    Read read = {PyList_GetItem(asking->texts, (Py_ssize_t)known->place), asking->recognizer, known->codes,
                 (Py_ssize_t)known->size, before, before, asked};
    PyObject *all = PyList_New((Py_ssize_t)known->count);
    for (size_t i = 0; all != NULL && i < known->count; i++) {
        const Stretch *one = &known->found[i];
        Candidate candidate = {(Py_ssize_t)one->start, (Py_ssize_t)one->end, label_of(asking->maker, one->group),
                               score_of(asking->maker, one->lead)};
        PyObject *finding = finding_of(asking->teller, &read, &candidate, &room->work);
        *unsure += finding == Py_None;
        if (finding == NULL) Py_CLEAR(all);
        else PyList_SetItem(all, (Py_ssize_t)i, finding);
    }
    return all;
}

/* A text for the rules: its place, what the model found, the occasions, of which there are none if there is nothing to
 * do, and then what is known of its findings. */
static PyObject *left_of(const Asking *asking, const Room *room, const Known *known, PyObject *findings) {
    PyObject *rows = PyList_New((Py_ssize_t)known->count);
    for (size_t i = 0; rows != NULL && i < known->count; i++) {
        const Stretch *one = &known->found[i];
        PyObject *row = stretch_of(asking->maker, one->start, one->end, one->group, one->lead);
        if (row == NULL) Py_CLEAR(rows);
        else PyList_SetItem(rows, (Py_ssize_t)i, row);
    }
    PyObject *told = rows == NULL ? NULL : findings == NULL ? PyTuple_New(0) : PyList_AsTuple(findings);
    if (told == NULL) {
        Py_XDECREF(rows);
        return NULL;
    }
    Py_ssize_t verdicts = findings == NULL ? (Py_ssize_t)known->count + 1 : 0;
    return Py_BuildValue("nNy#N", (Py_ssize_t)known->place, rows, room->verdicts, verdicts, told);
}

/* Add a text to those whose findings are known, and, if they are not, to those that are left. */
static int add_text(const Asking *asking, Room *room, Known *known, PyObject *all, PyObject *left) {
    PyObject *findings = NULL;
    int unsure = known->size > 0 && has_occasion(asking, room, known);
    if (!unsure && (findings = findings_of(asking, room, known, &unsure)) == NULL) return -1;
    unsure |= known->count == 0 && known->size > 0 && asking->fields[known->place] != FOR_NOTHING;
    if (unsure) {
        PyObject *one = left_of(asking, room, known, findings);
        int failed = one == NULL || PyList_Append(left, one) < 0;
        Py_XDECREF(one);
        Py_XDECREF(findings);
        findings = failed ? NULL : Py_NewRef(room->none);
    }
    return findings == NULL ? -1 : PyList_SetItem(all, (Py_ssize_t)known->place, findings);
}

/* For each text its findings, and the texts that are left. */
static PyObject *told_of(const Asking *asking, const Batch *batch, const Stretches *found) {
    PyObject *all = PyList_New((Py_ssize_t)batch->count), *left = PyList_New(0);
    Room room = {0};
    int failed = all == NULL || left == NULL || find_room(&room, batch, found) < 0;
    for (size_t turn = 0, at = 0; !failed && turn < batch->count; turn++) {
        size_t text = batch->order[turn];
        Known known = {text, batch->lengths[text], 0, batch->codes + batch->starts[text], found->items + at};
        while (at < found->count && found->items[at].text == text) at++, known.count++;
        failed = add_text(asking, &room, &known, all, left) < 0;
    }
    leave(&room);
    failed = failed || PyList_Sort(left) < 0; /* by the places of texts */
    if (!failed) return Py_BuildValue("NN", all, left);
    Py_XDECREF(all);
    Py_XDECREF(left);
    return NULL;
}

static int take_asking(Asking *asking, PyObject *args) {
    PyObject *model, *maker, *watch, *teller, *prefixes;
    Py_ssize_t count;
    if (!PyArg_ParseTuple(args, "OOOOO!UO!y#", &model, &maker, &watch, &teller, &PyTuple_Type, &prefixes, &asking->recognizer,
                          &PyList_Type, &asking->texts, &asking->fields, &count))
        return -1;
    if ((asking->model = model_of(model)) == NULL || (asking->maker = maker_of(maker)) == NULL ||
        (asking->watch = watch_of(watch)) == NULL || (asking->teller = teller_of(teller)) == NULL)
        return -1;
    return take_prefixes(asking, prefixes) < 0 ? -1 : take_fields(asking, count);
}

PyObject *find_named(PyObject *self, PyObject *args) {
    (void)self;
    Asking asking;
    Batch batch = {0};
    Stretches found = {0};
    PyObject *told = NULL;
    if (take_asking(&asking, args) < 0) return NULL;
    asking.texts = PyList_GetSlice(asking.texts, 0, PyList_Size(asking.texts)); /* no other thread can change it */
    if (asking.texts != NULL && batch_take(&batch, asking.texts, &asking.prefixes, asking.fields) == 0) {
        int failed;
        Py_BEGIN_ALLOW_THREADS failed = batch_read(asking.model, &batch, &found);
        Py_END_ALLOW_THREADS told = failed ? PyErr_NoMemory() : told_of(&asking, &batch, &found);
    }
    Py_XDECREF(asking.texts);
    free(found.items);
    batch_free(&batch);
    return told;
}
