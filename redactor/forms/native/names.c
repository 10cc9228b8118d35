/* The full names in a batch's texts: they are looked for elsewhere in their records. Must never differ from
 * `redactor.stages.echo` about what a full name is. */
#include "api.h"

#include "spans.h"
#include "telling.h"

#include <string.h>

enum { LONGEST_NAME = 6, SHORTEST_NAME = 2 };

int take_titles(Common *common, PyObject *titles) {
    Py_ssize_t count = PyTuple_Size(titles);
    if (count > MOST_TITLES) return refuse("so many titles");
    common->title_count = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        Text title;
        if (!text_of(PyTuple_GetItem(titles, i), &title)) continue;
        common->titles[common->title_count++] = (Part){title.start, (size_t)(title.end - title.start)};
    }
    return 0;
}

/* A Han character of a name, or its middle dot: its bytes, 0 if it is neither. U+3400 to U+9FFF, U+00B7. */
static int of_name(const uint8_t *at, const uint8_t *end) {
    if (end - at >= 2 && at[0] == 0xC2 && at[1] == 0xB7) return 2;
    if (end - at < 3 || at[0] < 0xE3 || at[0] > 0xE9) return 0;
    return at[0] > 0xE3 || at[1] >= 0x90 ? 3 : 0;
}

/* Whether a name is one that is looked for elsewhere, as `redactor.stages.echo` has it. */
static int is_full(const Common *common, Part name) {
    const uint8_t *at = name.text, *end = at + name.size;
    int length = 0;
    for (int size; at < end; at += size, length++)
        if (length == LONGEST_NAME || (size = of_name(at, end)) == 0) return 0;
    if (length < SHORTEST_NAME) return 0;
    for (int i = 0; i < common->title_count; i++) {
        Part title = common->titles[i];
        if (title.size <= name.size && memcmp(end - title.size, title.text, title.size) == 0) return 0;
    }
    return 1;
}

/* Whether a span is a person's name that did not come masked. */
static int is_name(Common *common, PyObject *span) {
    PyObject *entity = PyTuple_GetItem(span, ENTITY);
    if (PyTuple_GetItem(span, MASKED) == Py_True) return 0;
    if (entity == common->person) return 1;
    if (!PyUnicode_Check(entity) || PyUnicode_CompareWithASCIIString(entity, "PERSON") != 0) return 0;
    common->person = entity;
    return 1;
}

int add_name(Told *told, Common *common, PyObject *span, Part value) {
    if (!is_name(common, span) || !is_full(common, value)) return 0;
    Part *all = with_room(told->name, &told->name_room, told->name_count, 1, sizeof value);
    if (all == NULL) return -1;
    told->name = all;
    all[told->name_count++] = value;
    return 0;
}
