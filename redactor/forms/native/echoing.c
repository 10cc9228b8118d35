/* The spans of a long record's texts with its names wherever they stand again, as `redactor.stages.echo` says it.
 * Must never undo or move what was found in a text itself. */
#include "api.h"

#include "sought.h"
#include "spans.h"
#include "writing.h"

enum { HAN_BYTES = 3, SHORT = 2 /* characters of a name that is often a word's beginning */ };

/* One place more: its characters, and how many spans stand before it. */
typedef struct {
    Py_ssize_t start, end, before;
} More;

/* One text in which names are looked for, and what was found in it before. */
typedef struct {
    Part text;
    const Value *value;
    Py_ssize_t count, next; /* of the values; the first that is not before the place at hand */
    size_t at;              /* bytes whose characters are counted */
    Py_ssize_t characters;
    More *more; /* owned */
    size_t more_count, more_room;
} Echo;

static int is_han(const uint8_t *at, const uint8_t *end) {
    return end - at >= HAN_BYTES && at[0] >= 0xE3 && at[0] <= 0xE9 && (at[0] > 0xE3 || at[1] >= 0x90);
}

/* Whether a name of two characters, which a word may begin with, has one behind it. */
static int begins_a_word(Part name, const uint8_t *behind, const uint8_t *end) {
    int characters = 0;
    for (size_t i = 0; i < name.size; i++) characters += (name.text[i] & 0xC0) != 0x80;
    return characters == SHORT && is_han(behind, end);
}

/* The bytes of the longest name that begins right here; 0 if there is none. */
static size_t longest_at(const Sought *names, const uint8_t *at, const uint8_t *end) {
    int hits[MOST_HITS];
    for (int i = names_at(names, at, end, hits) - 1; i >= 0; i--) {
        Part name = names->name[hits[i]];
        if (!begins_a_word(name, at + name.size, end)) return name.size;
    }
    return 0;
}

/* The characters before a byte, which is not before the last that was asked for. */
static Py_ssize_t characters_to(Echo *echo, size_t at) {
    if (echo->next > 0 && echo->value[echo->next - 1].end > echo->at) {
        echo->at = echo->value[echo->next - 1].end;
        echo->characters = (Py_ssize_t)echo->value[echo->next - 1].first + echo->value[echo->next - 1].length;
    }
    for (; echo->at < at; echo->at++) echo->characters += (echo->text.text[echo->at] & 0xC0) != 0x80;
    return echo->characters;
}

/* A span like the one that is given, from one character to another; NULL with an error. */
static PyObject *new_span(PyObject *specimen, Py_ssize_t start, Py_ssize_t end) {
    PyObject *fields[SPAN_FIELDS], *made = NULL;
    for (Py_ssize_t i = 0; i < SPAN_FIELDS; i++) fields[i] = PyTuple_GetItem(specimen, i);
    fields[START] = PyLong_FromSsize_t(start);
    fields[END] = PyLong_FromSsize_t(end);
    if (fields[START] != NULL && fields[END] != NULL) made = new_of((PyObject *)Py_TYPE(specimen), fields, SPAN_FIELDS);
    Py_XDECREF(fields[START]);
    Py_XDECREF(fields[END]);
    return made;
}

/* Note a place of so many bytes, unless something was found there; -1 with an error. */
static int add_place(Echo *echo, size_t start, size_t size) {
    while (echo->next < echo->count && echo->value[echo->next].end <= start) echo->next++;
    if (echo->next < echo->count && echo->value[echo->next].start < start + size) return 0;
    More *more = with_room(echo->more, &echo->more_room, echo->more_count, 1, sizeof *more);
    if (more == NULL) return -1;
    echo->more = more;
    more += echo->more_count++;
    more->start = characters_to(echo, start);
    more->end = characters_to(echo, start + size);
    more->before = echo->next;
    return 0;
}

/* Look through a text; -1 with an error. */
static int look_through(Echo *echo, const Sought *names) {
    const uint8_t *at = echo->text.text, *end = at == NULL ? at : at + echo->text.size;
    while (at != NULL && (at = next_head(names, at, end)) != NULL) {
        size_t size = longest_at(names, at, end);
        if (size > 0 && add_place(echo, (size_t)(at - echo->text.text), size) < 0) return -1;
        at += size > 0 ? size : 1;
    }
    return 0;
}

/* The spans there were with those of the places that were noted; NULL with an error. */
static PyObject *merged(const Echo *echo, PyObject *spans, PyObject *specimen) {
    if (echo->more_count == 0) return Py_NewRef(spans);
    PyObject *all = PyTuple_New(echo->count + (Py_ssize_t)echo->more_count);
    Py_ssize_t done = 0;
    for (size_t i = 0; all != NULL && i < echo->more_count; i++) {
        const More *more = &echo->more[i];
        for (; done < more->before; done++) PyTuple_SetItem(all, done + (Py_ssize_t)i, Py_NewRef(PyTuple_GetItem(spans, done)));
        PyObject *span = new_span(specimen, more->start, more->end);
        if (span == NULL) Py_CLEAR(all);
        else PyTuple_SetItem(all, done + (Py_ssize_t)i, span);
    }
    for (; all != NULL && done < echo->count; done++)
        PyTuple_SetItem(all, done + (Py_ssize_t)echo->more_count, Py_NewRef(PyTuple_GetItem(spans, done)));
    return all;
}

/* What is asked for: a record, and of each of its cells the text, empty where it is none, and the spans. */
typedef struct {
    const Told *told;
    Row row;
    PyObject *texts, *spans, *specimen;
} Asked;

/* The spans of one text, as they are or with more; NULL with an error, or without one where Python is to look. */
static PyObject *echoed_in(const Asked *asked, Py_ssize_t at, const Sought *names) {
    const Entry *entry = entry_at(asked->told, asked->row.cells[at]);
    PyObject *given = PyList_GetItem(asked->texts, at), *spans = PyList_GetItem(asked->spans, at);
    Text text;
    if (entry == NULL || given == NULL || spans == NULL) return NULL;
    if (!PyTuple_Check(spans)) return refuse("spans"), NULL;
    if (!text_of(given, &text)) return NULL;
    Echo echo = {.text = {text.start, (size_t)(text.end - text.start)}, .count = PyTuple_Size(spans)};
    if (echo.text.size == 0) return Py_NewRef(spans);
    if (echo.count > 0) {
        if ((Py_ssize_t)entry->value_count != echo.count || entry->text.size != echo.text.size) return NULL;
        echo.value = asked->told->value + entry->first_value;
    }
    PyObject *all = look_through(&echo, names) < 0 ? NULL : merged(&echo, spans, asked->specimen);
    PyMem_Free(echo.more);
    return all;
}

/* Count the names in the texts of a record; -1 with an error. */
static int take_names(const Asked *asked, Sought *names) {
    begin_sought(names);
    for (Py_ssize_t i = 0; i < asked->row.cell_count; i++) {
        const Entry *entry = entry_at(asked->told, asked->row.cells[i]);
        PyObject *text = PyList_GetItem(asked->texts, i);
        if (entry == NULL || text == NULL) return -1;
        if (!PyUnicode_Check(text) || PyUnicode_GetLength(text) == 0) continue;
        for (uint32_t j = 0; j < entry->name_count; j++) seek(names, asked->told->name[entry->first_name + j]);
    }
    index_sought(names);
    return 0;
}

/* All spans of a record, None where Python is to look; NULL with an error. */
static PyObject *echoed_record(const Asked *asked) {
    Sought names;
    if (take_names(asked, &names) < 0) return NULL;
    PyObject *all = PyList_New(asked->row.cell_count);
    for (Py_ssize_t i = 0; all != NULL && i < asked->row.cell_count; i++) {
        PyObject *spans = echoed_in(asked, i, &names);
        if (spans == NULL) Py_CLEAR(all);
        else PyList_SetItem(all, i, spans);
    }
    return all == NULL && !PyErr_Occurred() ? Py_NewRef(Py_None) : all;
}

PyObject *echo_record(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Rows rows;
    if (given != 5 || !PyList_Check(args[2]) || !PyList_Check(args[3]) || !PyTuple_Check(args[4]) ||
        PyTuple_Size(args[4]) != SPAN_FIELDS)
        return refuse("rows, a place, texts, spans, and one of these"), NULL;
    if (take_rows(args[0], &rows) < 0) return NULL;
    Asked asked = {.told = &rows.batch->told, .texts = args[2], .spans = args[3], .specimen = args[4]};
    int failed = sure_row(&rows, PyLong_AsSsize_t(args[1]), &asked.row) < 0;
    Py_ssize_t count = failed ? 0 : asked.row.cell_count;
    if (!failed && (PyList_Size(args[2]) != count || PyList_Size(args[3]) != count)) failed = refuse("as many as cells") < 0;
    PyObject *all = failed ? NULL : echoed_record(&asked);
    drop_rows(&rows);
    return all;
}
