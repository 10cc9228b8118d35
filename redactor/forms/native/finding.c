/* Whether a name may stand in a record more often than it was found. Must never say no where `redactor.stages.echo`
 * would mask one place more. */
#include "api.h"

#include "sought.h"
#include "writing.h"

#include <string.h>

/* Count the names of a record; -1 with an error. */
static int take_names(Sought *names, const Told *told, const Row *row) {
    begin_sought(names);
    for (Py_ssize_t i = 0; i < row->cell_count; i++) {
        const Entry *entry = entry_at(told, row->cells[i]);
        if (entry == NULL) return -1;
        for (uint32_t j = 0; j < entry->name_count; j++) seek(names, told->name[entry->first_name + j]);
    }
    return 0;
}

/* Where a name stands next; NULL if it does not. By its last byte: many characters begin with the same. */
static const uint8_t *next_of(const uint8_t *at, const uint8_t *end, Part name) {
    size_t last = name.size - 1;
    while ((size_t)(end - at) > last) {
        const uint8_t *hit = memchr(at + last, name.text[last], (size_t)(end - at) - last);
        if (hit == NULL) return NULL;
        if (memcmp(hit - last, name.text, last) == 0) return hit - last;
        at = hit - last + 1;
    }
    return NULL;
}

/* Take from each name's count how often it stands in a part, itself not overlapping: of few names, one by one. */
static void look_for_few(Sought *names, Part part) {
    for (int i = 0; i < names->count; i++) {
        const uint8_t *at = part.text, *end = part.text + part.size;
        while ((at = next_of(at, end, names->name[i])) != NULL) {
            names->found[i]--;
            at += names->name[i].size;
        }
    }
}

/* The same of many names, all at once. */
static void look_for_many(Sought *names, Part part) {
    const uint8_t *behind[MOST_SOUGHT] = {NULL}; /* each name, where it stood last */
    const uint8_t *at = part.text, *end = part.text + part.size;
    for (int hits[MOST_HITS]; (at = next_head(names, at, end)) != NULL; at++) {
        int count = names_at(names, at, end, hits);
        for (int i = 0; i < count; i++) {
            if (behind[hits[i]] != NULL && at < behind[hits[i]]) continue;
            names->found[hits[i]]--;
            behind[hits[i]] = at + names->name[hits[i]].size;
        }
    }
}

static void look(Sought *names, Part part) {
    if (part.text == NULL) return;
    if (names->is_indexed) look_for_many(names, part);
    else look_for_few(names, part);
}

int stands_again(const Row *row, const Told *told) {
    Sought names;
    Part part, name;
    int again = 0;
    if (take_names(&names, told, row) < 0) return -1;
    if (names.count == 0) return 0;
    look(&names, row->value);
    look(&names, row->raw_key);
    for (Py_ssize_t i = 0; i < row->header_count; i++) {
        if (row_header(row, i, &name, &part) < 0) return -1;
        look(&names, part);
    }
    for (int i = 0; i < names.count; i++) again |= names.found[i] < 0;
    return again;
}
