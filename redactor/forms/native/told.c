/* Notes what is known of cells: their values by bytes, so that nobody looks at a text or a span of Python's again.
 * Must never have a text masked here whose spans are odd or out of order. */
#include "api.h"

#include "spans.h"
#include "telling.h"

/* A text that is gone through from its beginning: what is left of it, and the characters before that. */
typedef struct {
    Text rest;
    Py_ssize_t done, length;
    const uint8_t *start;
} Way;

/* The bytes of a cell's text, kept as long as the batch: 1, 0 if it has none, -1 with an error. */
static int take_text(Common *common, const About *about, Part *part) {
    Text text;
    *part = about->known;
    if (part->text != NULL) return 1;
    if (!text_of(about->text, &text) || text.end - text.start > INT32_MAX) return 0;
    part->size = (size_t)(text.end - text.start);
    part->text = stored(common->store, text.start, part->size);
    return part->text == NULL ? -1 : 1;
}

static Way way_through(Part text) {
    Py_ssize_t length = 0;
    for (size_t i = 0; i < text.size; i++) length += (text.text[i] & 0xC0) != 0x80;
    return (Way){{text.text, text.text + text.size, length}, 0, length, text.text};
}

/* The next value of a text: 1, 0 if its span is odd, or does not stand behind the one before. */
static int next_value(Way *way, PyObject *span, Value *value) {
    Py_ssize_t start, end;
    if (!ends_in(span, SPAN_FIELDS, way->length, &start, &end) || start < way->done) return 0;
    Py_ssize_t before = start - way->done;
    Text rest = {skipped(way->rest, before), way->rest.end, way->rest.length - before};
    const uint8_t *behind = skipped(rest, end - start);
    PyObject *masked = PyTuple_GetItem(span, MASKED), *parts = PyTuple_GetItem(span, PARTS);
    *value = (Value){(uint32_t)(rest.start - way->start), (uint32_t)(behind - way->start), (uint32_t)start,
                     (uint32_t)(end - start), masked == Py_True ? NULL : PyTuple_GetItem(span, ENTITY), parts};
    way->rest = (Text){behind, rest.end, rest.length - (end - start)};
    way->done = end;
    return 1;
}

/* Note one value: 1, 0 if Python masks its text, -1 with an error. */
static int add_value(Told *told, Common *common, PyObject *span, Way *way) {
    Value value;
    if (!next_value(way, span, &value)) return 0;
    Part part = {way->start + value.start, value.end - value.start};
    if (add_name(told, common, span, part) < 0) return -1;
    Value *all = with_room(told->value, &told->value_room, told->value_count, 1, sizeof value);
    if (all == NULL) return -1;
    told->value = all;
    all[told->value_count++] = value;
    PyObject *masked = PyTuple_GetItem(span, MASKED);
    return masked == Py_True || masked == Py_False;
}

/* How often the mask of a field is escaped: once in the document, not at all in a key or a header. */
static int32_t times_of(PyObject *field) {
    if (PyTuple_GetItem(field, IS_NUMBER) != Py_False) return BY_PYTHON;
    return PyTuple_GetItem(field, IS_JSON) == Py_True;
}

/* Note the values of a cell and their names; -1 with an error. What Python masks tells of its names all the same. */
static int take_values(Told *told, Common *common, const About *about, Entry *entry) {
    int taken = take_text(common, about, &entry->text);
    if (taken < 0) return -1;
    Way way = way_through(taken ? entry->text : (Part){NULL, 0});
    entry->times = taken ? times_of(about->field) : BY_PYTHON;
    for (Py_ssize_t i = 0; taken && i < PyTuple_Size(about->spans); i++) {
        int is_plain = add_value(told, common, PyTuple_GetItem(about->spans, i), &way);
        if (is_plain < 0) return -1;
        if (!is_plain) entry->times = BY_PYTHON;
    }
    entry->value_count = (uint32_t)(told->value_count - entry->first_value);
    entry->name_count = (uint32_t)(told->name_count - entry->first_name);
    return 0;
}

int add_entry(Told *told, Common *common, const About *about) {
    Entry entry = {{NULL, 0}, (uint32_t)told->value_count, 0, (uint32_t)told->name_count, 0, 0, BY_PYTHON};
    Entry *all = with_room(told->entry, &told->room, told->count, 1, sizeof entry);
    if (all == NULL) return -1;
    told->entry = all;
    if (PyTuple_Size(about->spans) > 0) {
        entry.kind = kind_of_text(told, PyTuple_GetItem(about->field, PATH), about->spans);
        if (entry.kind < 0 || take_values(told, common, about, &entry) < 0) return -1;
    }
    all[told->count++] = entry;
    return 0;
}

const Entry *entry_at(const Told *told, int32_t cell) {
    return cell >= 0 && (size_t)cell < told->count ? &told->entry[cell] : (refuse("a cell that was told"), NULL);
}

void drop_told(Told *told) {
    for (size_t i = 0; i < told->pairs_count; i++) Py_XDECREF(told->pairs[i]);
    Py_XDECREF(told->spans);
    Py_XDECREF(told->more);
    PyMem_Free(told->entry);
    PyMem_Free(told->value);
    PyMem_Free(told->name);
    PyMem_Free(told->pairs);
    *told = (Told){.count = 0};
}
