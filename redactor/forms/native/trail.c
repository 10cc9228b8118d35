/* Reads a record by comparing what stands between its values with the records before it: nearly all are written as
 * some other of their batch. Whatever is not, by a byte, is read as if there were none. Must never find a form that
 * the record would not have if it were read whole.
 *
 * What is between values is taken from records that were read whole, and a value is taken as there: so what is read
 * along a trail has the blank of the one that left it. Only texts without escapes are taken.
 */
#include "api.h"

#include "reader.h"
#include "store.h"
#include "trail.h"

enum { MOST_STEPS = 1 << 14, MOST_OTHERS = 16, NONE = -1 };
enum { END = CLOSES + 1, ARRIVED }; /* of the document, and of the record */

/* A record under way: what is left of its value, and of its bytes; how many of key and headers were passed. */
typedef struct {
    const Raw *raw;
    Blank *blank;
    const uint8_t *at, *end;
    size_t left;
    Py_ssize_t sides;
} Walk;

void begin_trail(Trail *trail) { *trail = (Trail){.first = NONE}; }

void drop_trail(Trail *trail) {
    for (size_t i = 0; i < trail->count; i++) Py_XDECREF(trail->step[i].form);
    PyMem_Free(trail->step);
    Py_XDECREF(trail->forms);
    begin_trail(trail);
}

/* Put a value from one byte to another, with its quotes or without, into a slot. */
static void put_slot(Walk *walk, Said said, const Step *step, size_t quote) {
    const uint8_t *value = walk->raw->value.text;
    walk->blank->slot[walk->blank->slots++] = (Slot){
        .text = said.text,
        .size = (uint32_t)said.size,
        .start = (uint32_t)(said.text - value - (ptrdiff_t)quote),
        .end = (uint32_t)(said.text - value + (ptrdiff_t)(said.size + quote)),
        .kind = step->kind,
        .level = step->level,
    };
    walk->at = said.text + said.size + quote;
}

/* A string behind its quote, up to one that is written as that. */
static int pass_string(Walk *walk, const Step *step, const uint8_t *at) {
    size_t quote = (size_t)1 << step->level;
    const uint8_t *close = next_escaped(at, walk->end);
    Said said = {at, (size_t)(close - at), 0}, inside;
    if ((size_t)(walk->end - close) < quote || memcmp(close, at - quote, quote) != 0) return 0;
    if (!is_no_document(at, said.size) && may_be_document(said, &inside)) return 0;
    put_slot(walk, said, step, quote);
    return 1;
}

static int pass_digits(Walk *walk, const Step *step, const uint8_t *at) {
    const uint8_t *rest = at;
    if (pass_number(&rest, walk->end) != step->kind) return 0;
    put_slot(walk, (Said){at, (size_t)(rest - at), 0}, step, 0);
    return 1;
}

static int pass_word(Walk *walk, const uint8_t *at) {
    size_t size = word_size(at, walk->end);
    if (size == 0) return 0;
    walk->at = at + size;
    return 1;
}

/* A value behind what stands before it. */
static int pass_value(Walk *walk, const Step *step) {
    if ((size_t)(walk->end - walk->at) < step->size || memcmp(walk->at, step->run, step->size) != 0) return 0;
    const uint8_t *at = walk->at + step->size;
    switch (step->kind) {
    case STRING: return pass_string(walk, step, at);
    case WORD: return pass_word(walk, at);
    case END: return at == walk->end;
    default: return pass_digits(walk, step, at);
    }
}

/* The key first, then each header. */
static int pass_side(Walk *walk, const Step *step) {
    Part name = {NULL, 0}, part = walk->raw->key;
    Said inside;
    if (walk->sides > walk->raw->header_count) return 0;
    if (walk->sides > 0 && raw_header(walk->raw, walk->sides - 1, &name, &part) < 0) return PyErr_Clear(), 0;
    if ((part.text == NULL) != (step->kind == NOTHING) || part.size > walk->left) return 0;
    if (name.size != step->size || (name.size > 0 && memcmp(name.text, step->run, name.size) != 0)) return 0;
    Said said = {part.text, part.size, 0};
    if (!is_no_document(part.text, part.size) && may_be_document(said, &inside)) return 0;
    if (part.text != NULL) walk->blank->slot[walk->blank->slots++] = (Slot){part.text, (uint32_t)part.size, 0, 0, PLAIN, 0};
    walk->left -= part.size;
    walk->sides++;
    return 1;
}

static int pass(Walk *walk, const Step *step) {
    switch (step->kind) {
    case PLAIN:
    case NOTHING: return pass_side(walk, step);
    case ARRIVED: return walk->sides == walk->raw->header_count + 1;
    default: return pass_value(walk, step);
    }
}

PyObject *follow(const Trail *trail, PyObject *forms, const Raw *raw, size_t most, Blank *blank) {
    if (trail->forms != forms || raw->value.text == NULL || raw->value.size > most) return NULL;
    Walk walk = {raw, blank, raw->value.text, raw->value.text + raw->value.size, most - raw->value.size, 0};
    blank->slots = 0;
    for (int32_t at = trail->first; at != NONE;) {
        const Step *step = &trail->step[at];
        int is_passed = pass(&walk, step);
        if (is_passed && step->kind == ARRIVED) return step->form;
        at = is_passed ? step->next : step->other;
    }
    return NULL;
}

/* A record that is noted, and the last step so far. */
typedef struct {
    Trail *trail;
    int32_t last;
} Noting;

static int is_same(const Step *one, const Step *other) {
    return one->kind == other->kind && one->level == other->level && one->size == other->size &&
           (one->size == 0 || memcmp(one->run, other->run, one->size) == 0);
}

/* Go on by a step, a new one where none is the same; 0 where too many others go on from here. */
static int note(Noting *noting, Step wanted) {
    Trail *trail = noting->trail;
    int32_t *from = noting->last == NONE ? &trail->first : &trail->step[noting->last].next;
    int others = 0;
    for (int32_t at = *from; at != NONE; at = trail->step[at].other, others++)
        if (is_same(&trail->step[at], &wanted)) return noting->last = at, 1;
    if (others == MOST_OTHERS) return 0;
    wanted.next = NONE;
    wanted.other = *from;
    noting->last = *from = (int32_t)trail->count;
    trail->step[trail->count++] = wanted;
    return 1;
}

/* A step of the document, from where the last value ended to where one begins. */
static int note_value(Noting *noting, const uint8_t *from, const uint8_t *to, const Slot *value) {
    Step step = {.run = from, .size = (uint32_t)(to - from), .kind = value->kind, .level = value->level};
    return note(noting, step);
}

/* Note the document: its words, its texts and numbers, its end. */
static int note_document(Noting *noting, Part written, const Blank *blank) {
    const uint8_t *from = written.text;
    for (int i = 0, word = 0;; i++) {
        for (; word < blank->words && blank->word[word].before == i; word++) {
            if (!note_value(noting, from, written.text + blank->word[word].start, &(Slot){.kind = WORD})) return 0;
            from = written.text + blank->word[word].end;
        }
        const Slot *slot = &blank->slot[i];
        if (i == blank->slots || slot->kind == PLAIN) break;
        size_t quote = slot->kind == STRING ? (size_t)1 << slot->level : 0;
        if (!note_value(noting, from, written.text + slot->start + quote, slot)) return 0;
        from = written.text + slot->end;
    }
    return note_value(noting, from, written.text + written.size, &(Slot){.kind = END});
}

/* Note key and headers: 1, 0 where there are too many others, -1 with an error. */
static int note_sides(Noting *noting, const Raw *raw) {
    Part name = {NULL, 0}, part = raw->key;
    for (Py_ssize_t i = 0; i <= raw->header_count; i++) {
        if (i > 0 && raw_header(raw, i - 1, &name, &part) < 0) return -1;
        Step step = {.run = name.text, .size = (uint32_t)name.size, .kind = part.text == NULL ? NOTHING : PLAIN};
        if (!note(noting, step)) return 0;
    }
    return note(noting, (Step){.kind = ARRIVED});
}

int note_record(Trail *trail, PyObject *forms, const Raw *raw, const Blank *blank, PyObject *form) {
    size_t most = (size_t)blank->slots + (size_t)blank->words + (size_t)raw->header_count + 3;
    if (blank->words > MOST_WORDS || trail->count + most > MOST_STEPS) return 0;
    if (trail->forms != forms && trail->forms != NULL) return 0;
    Step *steps = with_room(trail->step, &trail->room, trail->count, most, sizeof *steps);
    if (steps == NULL) return -1;
    trail->step = steps;
    if (trail->forms == NULL) trail->forms = Py_NewRef(forms);
    Noting noting = {trail, NONE};
    if (!note_document(&noting, raw->value, blank)) return 0;
    int done = note_sides(&noting, raw);
    Step *last = &trail->step[noting.last];
    if (done > 0 && last->form == NULL) last->form = Py_NewRef(form);
    return done < 0 ? -1 : 0;
}
