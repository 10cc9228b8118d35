/* Names behind words that say whose follows, 收件人任启明知情, 从李明处揽收, and whole texts that are one.
 *
 * Each rule finds what its pattern in names/cued.py does, to the character. What a name may be tried as is
 * bounded, so that a text costs its length.
 */
#include "cued.h"

enum { MOST_GIVEN = 2, MOST_BLANKS = 2 };

static int is_named(const Cued *cued, const Text *text, size_t at, uint8_t bits) {
    return at < text->size && text->codes[at] <= 0xFFFF && (cued->names[text->codes[at]] & bits) != 0;
}

static int stands(const Phrase *phrase, const Text *text, size_t at) {
    if (text->size - at < phrase->length) return 0;
    for (size_t i = 0; i < phrase->length; i++)
        if (text->codes[at + i] != phrase->codes[i]) return 0;
    return 1;
}

static int is_compound(const Cued *cued, const Text *text, size_t at) {
    if (!is_named(cued, text, at, NAME_COMPOUND)) return 0;
    for (size_t i = 0; i < cued->compound_count; i++)
        if (text->codes[at] == cued->compounds[i][0] && code_at(text, at + 1) == cued->compounds[i][1]) return 1;
    return 0;
}

/* 家人, 家属, 同事, 同学, 门卫, 门岗: who signs, but is not named. */
static int is_nobody(const Text *text, size_t at) {
    uint32_t next = code_at(text, at + 1);
    switch (code_at(text, at)) {
    case 0x5BB6: return next == 0x4EBA || next == 0x5C5E;
    case 0x540C: return next == 0x4E8B || next == 0x5B66;
    case 0x95E8: return next == 0x536B || next == 0x5C97;
    default: return 0;
    }
}

/* A likely character of a given name; 中生, 学生 and 年生 are of words. */
static int is_likely(const Cued *cued, const Text *text, size_t at) {
    uint32_t code = code_at(text, at);
    if (!is_named(cued, text, at, NAME_LIKELY)) return 0;
    return !((code == 0x4E2D || code == 0x5B66 || code == 0x5E74) && code_at(text, at + 1) == 0x751F);
}

/* Whether a name may end here. */
static int may_end(const CueRule *rule, const Text *text, size_t at) {
    if (rule->ends && !is(text, at, WORDS) && code_at(text, at) != 0xB7) return 1;
    if (at < text->size)
        for (size_t i = 0; i < rule->behind_count; i++)
            if (stands(&rule->behind[i], text, at)) return 1;
    return 0;
}

/* A given name of up to two characters as a rule wants it, the longest that may end: its end, or 0. */
static size_t given_end(const Cued *cued, const CueRule *rule, const Text *text, size_t at, int likely) {
    size_t most = 0;
    while (most < MOST_GIVEN &&
           (likely ? is_likely(cued, text, at + most) : is_named(cued, text, at + most, NAME_GOES_ON)))
        most++;
    for (; most; most--)
        if (may_end(rule, text, at + most)) return at + most;
    return 0;
}

/* A surname of one character and so many likely ones: its end, or 0. */
static size_t exact_end(const Cued *cued, const CueRule *rule, const Text *text, size_t at, size_t given) {
    if (!is_named(cued, text, at, NAME_COMMON)) return 0;
    for (size_t i = 1; i <= given; i++)
        if (!is_likely(cued, text, at + i)) return 0;
    return may_end(rule, text, at + 1 + given) ? at + 1 + given : 0;
}

/* A name in one of a rule's forms, tried in the order of its pattern: its end, or 0. */
static size_t name_end(const Cued *cued, const CueRule *rule, const Text *text, size_t at) {
    int compound = is_compound(cued, text, at);
    size_t end = 0;
    if (rule->forms & FORM_ANY && !is_nobody(text, at)) {
        if (compound) end = given_end(cued, rule, text, at + 2, 0);
        if (!end && is_named(cued, text, at, NAME_BEGINS)) end = given_end(cued, rule, text, at + 1, 0);
    }
    if (!end && rule->forms & FORM_SURE) {
        if (compound) end = given_end(cued, rule, text, at + 2, 1);
        if (!end) end = exact_end(cued, rule, text, at, 2);
    }
    if (!end && rule->forms & FORM_SHORT) end = exact_end(cued, rule, text, at, 1);
    return end;
}

/* A colon or a word for `is`. */
static int links(uint32_t code) {
    return code == ':' || code == 0xFF1A || code == 0x4E3A || code == 0x662F || code == 0x53EB;
}

/* Past the blanks that may stand before a name. */
static size_t past_blanks(const Text *text, size_t at) {
    size_t end = at;
    while (end < at + MOST_BLANKS && code_at(text, end) == ' ') end++;
    return end;
}

/* A name behind a cue that ends here: its end, and where it begins; or 0. */
static size_t behind_cue(const Cued *cued, const CueRule *rule, const Text *text, size_t at, size_t *start) {
    size_t end = 0;
    *start = at;
    if (!rule->linked) return name_end(cued, rule, text, at);
    if (links(code_at(text, at))) {
        *start = past_blanks(text, at + 1);
        end = name_end(cued, rule, text, *start);
    }
    if (end) return end;
    *start = past_blanks(text, at);
    return name_end(cued, rule, text, *start);
}

size_t next_cued(const Cued *cued, const CueRule *rule, const Text *text, size_t from, size_t *start) {
    for (size_t at = from; at < text->size; at++) {
        if (!is_named(cued, text, at, NAME_CUED)) continue;
        for (size_t c = 0; c < rule->cue_count; c++) {
            const Phrase *cue = &rule->cues[c];
            if (!stands(cue, text, at)) continue;
            if (cue->guarded && at && is_named(cued, text, at - 1, NAME_ANOTHER)) continue;
            size_t end = behind_cue(cued, rule, text, at + cue->length, start);
            if (end) return end;
        }
    }
    return 0;
}

/* Whether a surname that ends here, and what is left of a text, are a name. */
static int is_name_behind(const Cued *cued, const Text *text, size_t at) {
    if (text->size <= at || text->size > at + MOST_GIVEN) return 0;
    while (at < text->size && is_named(cued, text, at, NAME_GOES_ON)) at++;
    return at == text->size;
}

int is_whole_name(const Cued *cued, const Text *text) {
    if (is_nobody(text, 0)) return 0;
    if (is_compound(cued, text, 0) && is_name_behind(cued, text, 2)) return 1;
    return is_named(cued, text, 0, NAME_BEGINS) && is_name_behind(cued, text, 1);
}

int may_name_nobody(const Cued *cued, const Text *text) {
    return is_named(cued, text, 0, NAME_DOUBTED);
}
