/* What a text may be as a whole: a moment, one number, a name.
 *
 * Each function is one pattern of recognizers/written.py.
 */
#include "scan.h"

/* 01 to 12, or 01 to 31, or 00 to 23, in two digits. */
static int is_within(const Text *text, size_t at, uint32_t least, uint32_t most) {
    if (!is(text, at, DIGITS) || !is(text, at + 1, DIGITS)) return 0;
    uint32_t value = (text->codes[at] - '0') * 10 + text->codes[at + 1] - '0';
    return value >= least && value <= most;
}

/* A moment as machines write it; see `_MOMENT` of recognizers/written.py. */
int is_moment(const Text *text) {
    if (text->size < 19 || text->size > 32) return 0;
    uint32_t joint = text->codes[10];
    if (!is_within(text, 0, 0, 99) || !is_within(text, 2, 0, 99) || text->codes[4] != '-' ||
        !is_within(text, 5, 1, 12) || text->codes[7] != '-' || !is_within(text, 8, 1, 31) ||
        (joint != 'T' && joint != ' ') || !is_within(text, 11, 0, 23) || text->codes[13] != ':' ||
        !is_within(text, 14, 0, 59) || text->codes[16] != ':' || !is_within(text, 17, 0, 59))
        return 0;
    size_t at = 19;
    if (code_at(text, at) == '.' && is(text, at + 1, DIGITS))
        for (at++; at < 26 && is(text, at, DIGITS);) at++;
    if (code_at(text, at) == 'Z' && at + 1 == text->size) return 1;
    if (code_at(text, at) == '+' || code_at(text, at) == '-') {
        if (!is_within(text, at + 1, 0, 19)) return 0;
        at += 3 + (code_at(text, at + 3) == ':');
        return is_within(text, at, 0, 59) && at + 2 == text->size;
    }
    return at == text->size;
}

/* Nothing but a mobile number, blanks around it. */
static int is_sole_mobile(const Text *text) {
    size_t at = 0;
    while (is(text, at, SPACE)) at++;
    if (code_at(text, at) != '1' || code_at(text, at + 1) < '3') return 0;
    for (size_t i = at; i < at + 11; i++)
        if (!is(text, i, DIGITS)) return 0;
    for (size_t i = at + 11; i < text->size; i++)
        if (!is(text, i, SPACE)) return 0;
    return 1;
}

/* Nothing but Han characters, up to sixteen blanks between any two. */
static int is_spaced(const Text *text, size_t begin, size_t end) {
    size_t blanks = 0;
    if (!is(text, begin, WORDS) || !is(text, end - 1, WORDS)) return 0;
    for (size_t i = begin; i < end; i++) {
        if (is(text, i, WORDS)) blanks = 0;
        else if (!is(text, i, SPACE) || ++blanks > 16) return 0;
    }
    return 1;
}

/* Up to four digits, perhaps a letter, and one to three runs of up to five letters and digits behind hyphens. */
static int is_dashed(const Text *text, size_t begin, size_t end) {
    size_t at = begin, parts = 0;
    while (at < end && at < begin + 4 && is(text, at, DIGITS)) at++;
    if (at == begin) return 0;
    at += at < end && is(text, at, LETTERS);
    while (at < end && text->codes[at] == '-') {
        size_t first = ++at;
        while (at < end && at < first + 5 && is(text, at, ALNUM)) at++;
        if (at == first || ++parts > 3) return 0;
    }
    return parts && at == end;
}

/* The whole text is one number, or a name, perhaps with blanks within. */
uint64_t shapes_of_whole(const Text *text, size_t digits, size_t others) {
    uint64_t bits = digits >= 7 && others == 0 && !(digits == 11 && is_sole_mobile(text)) ? BIT(S_SOLE) : 0;
    size_t begin = 0, end = text->size;
    while (begin < end && begin < 4 && is(text, begin, SPACE)) begin++;
    for (size_t tail = 0; end > begin && tail < 4 && is(text, end - 1, SPACE); tail++) end--;
    if (digits == 0 && others >= 2 && others <= 8 && end - begin > others && is_spaced(text, begin, end))
        return bits | BIT(S_SPACED_NAME);
    if (digits && end - begin > 2 && end - begin < 24 && is_dashed(text, begin, end)) bits |= BIT(S_DASHED);
    if (end - begin < 2 || end - begin > 4) return bits;
    for (size_t i = begin; i < end; i++)
        if (!is(text, i, WORDS)) return bits;
    return bits | BIT(S_BARE_NAME);
}
