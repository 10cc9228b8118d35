/* A record and the masks of its texts in, its masked copy out, as Kafka's format 2 has it. Must never write a value
 * that has no mask and was not said to stay. */
#include "api.h"

#include "blank.h"
#include "numbers.h"
#include "writing.h"

enum { FIRST_ROOM = 1 << 12 };

uint8_t *room_on(Page *page, size_t more) {
    if (page->bytes == NULL || more > page->room - page->size) {
        size_t room = page->room * 2 > page->size + more ? page->room * 2 : page->size + more + FIRST_ROOM;
        if (page->bytes == NULL) page->bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)room);
        else _PyBytes_Resize(&page->bytes, (Py_ssize_t)room);
        if (page->bytes == NULL) return NULL;
        page->room = room;
    }
    return (uint8_t *)PyBytes_AS_STRING(page->bytes) + page->size;
}

/* A record's copy under way. */
typedef struct {
    const Row *row;
    const Part *written; /* of all cells */
    Py_ssize_t cell; /* the next to be written */
} Copy;

/* A value that is masked: where it stands in the copy, and the mask, which is escaped for each string
 * around it. */
typedef struct {
    uint32_t start, end;
    int level;
    Part mask;
} Change;

/* The changes of a document, and the size that it then has. */
typedef struct {
    Change change[MOST_SLOTS];
    Py_ssize_t count;
    size_t size;
} Changes;

/* Whether all cells are masked: 1, 0 where the stages must mask one, or -1 with an error. */
static int are_masked(const Row *row, const Marks *marks) {
    for (Py_ssize_t i = 0; i < row->cell_count; i++) {
        int32_t cell = row->cells[i];
        if (cell < 0 || (size_t)cell >= marks->count) return refuse("a cell");
        const Part *written = &marks->written[cell];
        if (written->text == NULL && written->size != STAYS) return 0;
    }
    return 1;
}

/* The next cell's mask: 1, 0 where the value stays; -1 with an error. */
static int next_mask(Copy *copy, Part *part) {
    if (copy->cell >= copy->row->cell_count) return refuse("a cell for each value");
    const Part *written = &copy->written[copy->row->cells[copy->cell++]];
    if (written->text == NULL) return 0;
    *part = *written;
    return 1;
}

static int take_changes(Copy *copy, Changes *changes) {
    const uint32_t *ends = copy->row->ends;
    changes->count = 0;
    changes->size = copy->row->value.size;
    for (Py_ssize_t i = 0; i < copy->row->end_count; i++, ends += ENDS) {
        Change change = {ends[0], ends[1], (int)ends[2], {NULL, 0}};
        int is_masked = next_mask(copy, &change.mask);
        if (is_masked < 0) return -1;
        if (!is_masked) continue;
        changes->size += escaped_size(change.mask.text, change.mask.size, change.level);
        changes->size -= change.end - change.start;
        changes->change[changes->count++] = change;
    }
    return 0;
}

static uint8_t *put_part(uint8_t *at, Part part) {
    if (part.text == NULL) return put_number(at, -1);
    return put_bytes(put_number(at, (int64_t)part.size), part.text, part.size);
}

static uint8_t *put_value(uint8_t *at, Part value, const Changes *changes) {
    Room room = {put_number(at, (int64_t)changes->size), 0, changes->size};
    size_t done = 0;
    for (Py_ssize_t i = 0; i < changes->count; i++) {
        const Change *change = &changes->change[i];
        append(&room, value.text + done, change->start - done);
        escape(&room, change->mask.text, change->mask.size, change->level);
        done = change->end;
    }
    append(&room, value.text + done, value.size - done);
    return room.start + room.size; /* full: as much was counted */
}

/* A key or a header's value as it is written: its mask, or itself; null stays null. -1 with an error. */
static int plain_of(Copy *copy, Part raw, Part *written) {
    *written = raw;
    return raw.text == NULL ? 0 : next_mask(copy, written);
}

/* The bytes that a record's key and headers then have, names included; -1 with an error. */
static Py_ssize_t size_of_sides(Copy copy) {
    Part name, raw, written;
    if (plain_of(&copy, copy.row->raw_key, &written) < 0) return -1;
    size_t size = written.size;
    for (Py_ssize_t i = 0; i < copy.row->header_count; i++) {
        if (row_header(copy.row, i, &name, &raw) < 0 || plain_of(&copy, raw, &written) < 0) return -1;
        size += name.size + written.size;
    }
    return (Py_ssize_t)size;
}

/* Write all where there is room for it; NULL with an error. */
static uint8_t *put_copy(uint8_t *at, Copy *copy, const Changes *changes, const Ours *ours) {
    const Row *row = copy->row;
    Part name, raw, written;
    if (plain_of(copy, row->raw_key, &written) < 0) return NULL;
    at = put_value(put_part(at, written), row->value, changes);
    at = put_number(at, row->header_count + 2);
    for (Py_ssize_t i = 0; i < row->header_count; i++) {
        if (row_header(row, i, &name, &raw) < 0 || plain_of(copy, raw, &written) < 0) return NULL;
        at = put_part(put_part(at, name), written);
    }
    at = put_part(put_part(at, ours->source_name), ours->source);
    return put_part(put_part(at, ours->mark_name), ours->mark);
}

int write_copy(Page *page, const Row *row, const Marks *marks, const Ours *ours) {
    Changes changes;
    Copy copy = {row, marks->written, 0};
    int masked = are_masked(row, marks);
    if (masked <= 0) return masked;
    Py_ssize_t sides = take_changes(&copy, &changes) < 0 ? -1 : size_of_sides(copy);
    if (sides < 0) return -1;
    size_t size = changes.size + (size_t)sides;
    if (size > ours->most) return 0;
    size += ours->source_name.size + ours->source.size + ours->mark_name.size + ours->mark.size;
    size_t numbers = (size_t)(3 + 2 * (row->header_count + 2)); /* before all parts, and of headers */
    uint8_t *at = room_on(page, size + numbers * LONGEST_NUMBER);
    uint8_t *end = at == NULL ? NULL : put_copy(at, &copy, &changes, ours);
    if (end == NULL) return -1;
    page->size += (size_t)(end - at);
    return 1;
}
