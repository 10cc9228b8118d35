/* Whether folding may write a text otherwise: no more than a hint to look.
 *
 * Must never say no where recognizers/numerals.py, recognizers/letters.py or recognizers/figures.py
 * changes a text in which every other kind of digit is folded.
 */
#include "scan.h"

enum { IDENTITY_DIGITS = 18 };

/* A numeral and three digits more, or behind three digits: what folding may write as a number. */
int is_numeral(const Text *text, size_t at) {
    if (at >= 3 && is(text, at - 1, DIGITS) && is(text, at - 2, DIGITS) && is(text, at - 3, DIGITS)) return 1;
    for (int count = 0; count < 3; count++) {
        size_t next = at + 1;
        while (next <= at + 2 && is(text, next, NUMERAL_GAP)) next++;
        if (!is(text, next, NUMERAL | DIGITS)) return 0;
        at = next;
    }
    return 1;
}

/* A figure may begin with the run of digits from `at` to `end`: 13800138000.0, 1.3800138E10, 13,800,138,000. */
int begins_figure(const Text *text, size_t at, size_t end) {
    uint32_t sign = code_at(text, end);
    size_t next = end + 1;
    if (sign == ',') {
        for (; next < end + 4; next++)
            if (!is(text, next, DIGITS)) return 0;
        return end - at <= 3 && code_at(text, next) == ',' && is(text, next + 1, DIGITS);
    }
    if (sign != '.') return 0;
    if (end - at > 1) return end - at > 6 && code_at(text, next) == '0';
    while (next < end + 18 && is(text, next, DIGITS)) next++;
    return next > end + 5 && (code_at(text, next) | 0x20) == 'e';
}

static int is_one_of(uint32_t code, const char *letters) {
    for (; *letters; letters++)
        if (code == (uint32_t)*letters) return 1;
    return 0;
}

static int is_joint(const Text *text, size_t at) { return code_at(text, at) == ' ' || code_at(text, at) == '-'; }

/* Past so many digits or letters like them; 0 where others stand. */
static size_t past_alike(const Text *text, size_t at, size_t count) {
    for (size_t i = at; i < at + count; i++)
        if (!is(text, i, DIGITS | ALIKE)) return 0;
    return at + count;
}

/* A number of digits and letters like them ends here, and one of them is a letter. */
static int ends(const Text *text, size_t at, size_t end) {
    if (end == 0 || is(text, end, ALNUM)) return 0;
    while (at < end && !is(text, at, ALIKE)) at++;
    return at < end;
}

static int is_alike_mobile(const Text *text, size_t at) {
    if (!is_one_of(code_at(text, at), "1lIi|!") || !is_one_of(code_at(text, at + 1), "3456789SsBbg")) return 0;
    size_t next = past_alike(text, at + 2, 1);
    for (int group = 0; next && group < 2; group++) next = past_alike(text, next + (size_t)is_joint(text, next), 4);
    return ends(text, at, next);
}

static int is_alike_identity(const Text *text, size_t at) {
    size_t last = past_alike(text, at, IDENTITY_DIGITS - 1);
    if (last == 0 || !(is(text, last, DIGITS | ALIKE) || is_one_of(code_at(text, last), "Xx"))) return 0;
    return ends(text, at, last + 1);
}

static int is_alike_fixed(const Text *text, size_t at) {
    if (!is_one_of(code_at(text, at), "0Oo")) return 0;
    for (size_t area = 2; area <= 3; area++) {
        size_t next = past_alike(text, at + 1, area);
        if (next == 0) return 0;
        next += (size_t)is_joint(text, next);
        if (ends(text, at, past_alike(text, next, 7)) || ends(text, at, past_alike(text, next, 8))) return 1;
    }
    return 0;
}

/* The country code of the mainland ends before `at`, perhaps with a blank or a hyphen. */
static int is_behind_code(const Text *text, size_t at) {
    if (at && is_joint(text, at - 1)) at--;
    return at >= 2 && text->codes[at - 1] == '6' && text->codes[at - 2] == '8' &&
           !(at > 2 && is(text, at - 3, ALNUM));
}

/* Letters may stand for digits: a number may begin with one, or hold some. */
int has_alike(const Text *text) {
    for (size_t at = 0; at < text->size; at++) {
        if (!is(text, at, DIGITS | ALIKE)) continue;
        int edge = at == 0 || !is(text, at - 1, ALNUM);
        if ((edge || is_behind_code(text, at)) && is_alike_mobile(text, at)) return 1;
        if (edge && (is_alike_identity(text, at) || is_alike_fixed(text, at))) return 1;
    }
    return 0;
}
