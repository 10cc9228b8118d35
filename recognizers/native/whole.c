/* Values that stand alone: fixed-line numbers, waybills, a mail address at the end.
 *
 * Each function says yes to no more than a pattern of a recognizer matches: contact/landline.py,
 * freight/waybill.py, contact/email.py.
 */
#include "whole.h"

enum { MOST_LOCAL = 64, MOST_LABEL = 63, MOST_LABELS = 4, LEAST_TOP = 2, MOST_TOP = 18, CAPTION = 12 };

static size_t count_digits(const Text *text, size_t at, size_t most) {
    size_t count = 0;
    while (count < most && is(text, at + count, DIGITS)) count++;
    return count;
}

/* As many digits as a local number has, and no more; its end, 0 for others. */
static size_t local_end(const Text *text, size_t at) {
    size_t count = count_digits(text, at, 9);
    return (count == 7 || count == 8) && text->codes[at] != '0' ? at + count : 0;
}

/* A sign behind a number that a second one may stand behind. */
static int lists(uint32_t code) {
    return code == '/' || code == ',' || code == ';' || code == 0x3001 || code == 0xFF0C || code == 0xFF1B;
}

size_t fixed_line(const Text *text, size_t at) {
    if (!is(text, at, HEAD) || !begins_landline(text, at)) return NOTHING;
    if (text->codes[at] != '0' || (at && (is(text, at - 1, DIGITS) || text->codes[at - 1] == '.'))) return DOUBT;
    size_t sign = past_area(text, at + 1), end = sign && code_at(text, sign) == '-' ? local_end(text, sign + 1) : 0;
    if (end == 0 || may_be_extended(text, end)) return DOUBT;
    if (lists(code_at(text, end)) && is(text, end + 1, DIGITS)) return DOUBT;
    for (size_t i = at + 1; i < end; i++)
        if (is(text, i, HEAD) && begins_landline(text, i)) return DOUBT;
    return end;
}

int is_fixed_in_one(const Text *text) {
    size_t local = code_at(text, 0) == '0' ? past_area(text, 1) : 0;
    return local && local_end(text, local) == text->size;
}

/* What stands before a number may say that it is an order's. */
static int may_be_ordered(const Text *text, size_t at) {
    for (size_t i = at > CAPTION ? at - CAPTION : 0; i < at; i++)
        if (text->codes[i] == 0x8BA2 || (text->codes[i] | 0x20) == 'r') return 1;
    return 0;
}

static int is_of(const Carrier *one, const Text *text, size_t at, size_t letters, size_t digits) {
    if (one->length != letters || digits < (size_t)one->least || digits > (size_t)one->most) return 0;
    for (size_t i = 0; i < letters; i++)
        if (text->codes[at + i] != one->letters[i]) return 0;
    return 1;
}

/* Capitals that no carrier's number begins with, nor a postal item's, whose letters have nine digits behind them. */
static int is_of_none(const Text *text, size_t at, size_t letters, const Carriers *carriers) {
    int boxed = letters >= 2 && letters <= 4 && text->codes[at] == 'J' && text->codes[at + 1] == 'D';
    size_t number = at + letters + (code_at(text, at + letters) == ' ');
    if (letters == 0 || boxed || (letters == 2 && count_digits(text, number, 10) == 9)) return 0;
    for (size_t c = 0; c < carriers->count; c++) {
        const Carrier *one = &carriers->row[c];
        if (one->length == letters && is_of(one, text, at, letters, (size_t)one->least)) return 0;
    }
    return 1;
}

size_t waybill(const Text *text, size_t at, const Carriers *carriers) {
    if (!is(text, at, UPPER | DIGITS) || (at && is(text, at - 1, ALNUM)) || !is_lettered(text, at)) return NOTHING;
    size_t letters = 0;
    while (letters <= MOST_LETTERS && is(text, at + letters, UPPER)) letters++;
    if (is_of_none(text, at, letters, carriers)) return NOTHING;
    size_t digits = count_digits(text, at + letters, 20), end = at + letters + digits;
    if (is(text, end, ALNUM) || code_at(text, end) == ' ' || code_at(text, end) == '-') return DOUBT;
    for (size_t c = 0; c < carriers->count; c++)
        if (is_of(&carriers->row[c], text, at, letters, digits)) return may_be_ordered(text, at) ? DOUBT : end;
    return DOUBT;
}

/* What a local part is written with, beside letters and digits. */
static int is_local_sign(uint32_t code) {
    return code == '.' || code == '_' || code == '%' || code == '+' || code == '-';
}

/* Past a label of a domain, and its dot; 0 where none is here. */
static size_t past_label(const Text *text, size_t at) {
    size_t end = at;
    while (end <= at + MOST_LABEL && (is(text, end, ALNUM) || code_at(text, end) == '-')) end++;
    if (end == at || end > at + MOST_LABEL || code_at(text, end) != '.') return 0;
    return is(text, at, ALNUM) && is(text, end - 1, ALNUM) ? end + 1 : 0;
}

/* Only letters end the text from here on, as many as the last label of a domain has. */
static int is_top(const Text *text, size_t at) {
    size_t count = at < text->size ? text->size - at : 0;
    if (count < LEAST_TOP || count > MOST_TOP) return 0;
    while (is(text, at, LETTERS)) at++;
    return at == text->size;
}

/* A domain from here to the end of the text. */
static int is_domain(const Text *text, size_t at) {
    size_t next = past_label(text, at);
    for (int labels = 1; next && labels <= MOST_LABELS; labels++) {
        if (is_top(text, next)) return 1;
        next = past_label(text, next);
    }
    return 0;
}

/* What another sign of an address begins with, or ends. */
static int is_another(uint32_t code) {
    return code == '@' || code == '(' || code == '[' || code == 0xFF08 || code == 0x3010 || code == '<';
}

size_t mail_address(const Text *text) {
    size_t sign = 0;
    while (sign < text->size && !is_another(text->codes[sign])) sign++;
    if (sign == 0 || code_at(text, sign) != '@' || text->codes[sign - 1] == '.') return NOWHERE;
    size_t start = sign;
    while (start && (is(text, start - 1, ALNUM) || is_local_sign(text->codes[start - 1]))) start--;
    if (start == sign || sign - start > MOST_LOCAL) return NOWHERE;
    return is_domain(text, sign + 1) ? start : NOWHERE;
}
