/* Whether a name may stand in a record more often than it was found. */
#include "api.h"

#include "writing.h"

#include <string.h>

enum { MOST_NAMES = 32 };

/* The names of a record, each with how often it was found. */
typedef struct {
    Part name[MOST_NAMES];
    int found[MOST_NAMES], count;
} Names;

/* Count one name; 0 if there is no room for it. */
static int add_name(Names *names, Part name) {
    int i = 0;
    while (i < names->count &&
           (names->name[i].size != name.size || memcmp(names->name[i].text, name.text, name.size) != 0))
        i++;
    if (i == MOST_NAMES) return 0;
    if (i == names->count) {
        names->name[i] = name;
        names->found[names->count++] = 0;
    }
    names->found[i]++;
    return 1;
}

/* 1 if all names are taken, 0 if they are too many, -1 with an error. */
static int take_names(Names *names, const Told *told, const Row *row) {
    names->count = 0;
    for (Py_ssize_t i = 0; i < row->cell_count; i++) {
        const Entry *entry = entry_at(told, row->cells[i]);
        if (entry == NULL) return -1;
        for (uint32_t j = 0; j < entry->name_count; j++)
            if (!add_name(names, told->name[entry->first_name + j])) return 0;
    }
    return 1;
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

/* Take from each name's count how often it stands in a part. */
static void look(Names *names, Part part) {
    for (int i = 0; part.text != NULL && i < names->count; i++) {
        const uint8_t *at = part.text, *end = part.text + part.size;
        while ((at = next_of(at, end, names->name[i])) != NULL) {
            names->found[i]--;
            at += names->name[i].size;
        }
    }
}

int stands_again(const Row *row, const Told *told) {
    Names names;
    Part part, name;
    int taken = take_names(&names, told, row), again = 0;
    if (taken <= 0) return taken < 0 ? -1 : 1;
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
