/* Where telephone numbers may begin: mobile ones, fixed-line ones, those of other places.
 *
 * Each function is one pattern of recognizers/written.py. A look ahead is bounded, so that a text
 * costs its length whatever it holds.
 */
#include "scan.h"

static int opens(uint32_t code) { return code == '(' || code == 0xFF08; }
static int closes(uint32_t code) { return code == ')' || code == 0xFF09; }
static int opens_any(uint32_t code) { return opens(code) || code == '[' || code == 0x3010; }
static int closes_any(uint32_t code) { return closes(code) || code == ']' || code == 0x3011; }
static int is_dash(uint32_t code) { return code == ' ' || code == '-' || code == 0x2014; }

static int is_gap(uint32_t code) {
    return is_dash(code) || code == 0x2013 || code == '.' || code == '/' || code == 0xB7 || code == '_';
}

static int is_local_gap(uint32_t code) {
    return is_dash(code) || code == '.' || code == '_' || code == 0xB7;
}

static size_t skip_dashes(const Text *text, size_t at, size_t most) {
    size_t end = at + most;
    while (at < end && is_dash(code_at(text, at))) at++;
    return at;
}

static size_t count_digits(const Text *text, size_t at, size_t most) {
    size_t count = 0;
    while (count < most && is(text, at + count, DIGITS)) count++;
    return count;
}

/* Whether a digit and `more` after it stand here, with up to `gap` signs of a class between two. */
static int goes_on(const Text *text, size_t at, size_t more, uint32_t signs, size_t gap) {
    for (; is(text, at, DIGITS); more--) {
        if (more == 0) return 1;
        size_t next = at + 1;
        while (next <= at + gap && !is(text, next, DIGITS) && is(text, next, signs)) next++;
        at = next;
    }
    return 0;
}

/* The end of a mobile number as people group it: 1, 3 to 9, and nine digits more; 0 if none is here. */
size_t mobile_end(const Text *text, size_t at) {
    if (text->codes[at] != '1') return 0;
    for (size_t count = 1; count < 11; count++) {
        size_t next = at + 1;
        while (next <= at + 3 && !is(text, next, DIGITS) && is(text, next, BETWEEN)) next++;
        if (!is(text, next, DIGITS) || (count == 1 && text->codes[next] < '3')) return 0;
        at = next;
    }
    return at + 1;
}

size_t past_area(const Text *text, size_t at) {
    size_t count = count_digits(text, at, 3);
    if (count < 2) return 0;
    uint32_t two = (text->codes[at] - '0') * 10 + text->codes[at + 1] - '0';
    if (text->scanner->areas[two]) return at + 2;
    return count == 3 && text->scanner->areas[100 + two * 10 + text->codes[at + 2] - '0'] ? at + 3 : 0;
}

/* Seven or eight digits, perhaps a sign before the last four. */
static int is_local_number(const Text *text, size_t at) {
    if (code_at(text, at) == '0') return 0;
    for (size_t first = 4; first >= 3; first--) {
        if (count_digits(text, at, first) < first) continue;
        size_t next = at + first + (size_t)is_local_gap(code_at(text, at + first));
        if (count_digits(text, next, 5) == 4) return 1;
    }
    return 0;
}

/* Past the country code of the mainland and what follows it; 0 if none is here. */
static size_t past_country(const Text *text, size_t at) {
    at += (size_t)opens(code_at(text, at));
    if (code_at(text, at) == '+') at++;
    else if (code_at(text, at) == '0' && code_at(text, at + 1) == '0') at += 2;
    at += (size_t)opens(code_at(text, at));
    if (code_at(text, at) != '8' || code_at(text, at + 1) != '6') return 0;
    at += 2;
    at += (size_t)closes(code_at(text, at));
    return skip_dashes(text, at, 3);
}

/* A trunk zero, an area code, signs, a local number. */
static int is_parted(const Text *text, size_t at) {
    size_t begin = text->codes[at] == '0' ? past_area(text, at + 1) : 0, next = begin;
    if (begin == 0) return 0;
    while (next < begin + 3 && is_gap(code_at(text, next))) next++;
    return next > begin && is_local_number(text, next);
}

/* An area code behind a country code or in brackets, and a local number. */
static int is_bracketed(const Text *text, size_t at) {
    uint32_t first = text->codes[at];
    size_t next = past_country(text, at);
    if (next) {
        next += (size_t)opens(code_at(text, next));
        next += code_at(text, next) == '0';
        next = past_area(text, next);
        if (next == 0) return 0;
        next += (size_t)closes(code_at(text, next));
        return is_local_number(text, skip_dashes(text, next, 3));
    }
    if (opens_any(first)) {
        next = code_at(text, at + 1) == '0' ? past_area(text, at + 2) : 0;
        return next && closes_any(code_at(text, next)) && is_local_number(text, skip_dashes(text, next + 1, 3));
    }
    next = first == '0' ? past_area(text, at + 1) : 0;
    return next && closes(code_at(text, next)) && is_local_number(text, next + 1);
}

/* An area code and a local number in one. */
static int is_solid(const Text *text, size_t at) {
    size_t next = text->codes[at] == '0' ? past_area(text, at + 1) : 0;
    if (next == 0 || code_at(text, next) == '0') return 0;
    size_t count = count_digits(text, next, 9);
    return (count == 7 || count == 8) && !is(text, next + count, LETTERS);
}

/* A zero with one to four digits before it, of a room, behind Han or a sign. */
static int is_behind_room(const Text *text, size_t at) {
    size_t room = 0;
    while (room < 5 && room < at && is(text, at - room - 1, DIGITS)) room++;
    if (room < 1 || room > 4 || room == at) return 0;
    uint32_t code = text->codes[at - room - 1];
    return code == '#' || code == '-' || is(text, at - room - 1, WORDS);
}

/* A plus and digits enough for another country; 00 before the codes of three places. */
static int is_foreign(const Text *text, size_t at) {
    uint32_t second = code_at(text, at + 1), third = code_at(text, at + 2);
    if (at && (is(text, at - 1, ALNUM) || text->codes[at - 1] == '+')) return 0;
    if (text->codes[at] == '+') {
        if (second < '1' || second > '9' || (second == '8' && third == '6')) return 0;
        int mobile = second == '1' && third >= '3' && count_digits(text, at + 1, 12) == 11;
        if (mobile && at && is(text, at - 1, WORDS)) return 0;
        return goes_on(text, at + 1, 7, BETWEEN, 5);
    }
    if (text->codes[at] != '0' || second != '0' || third != '8') return 0;
    uint32_t fourth = code_at(text, at + 3), fifth = code_at(text, at + 4);
    int known = (fourth == '5' && (fifth == '2' || fifth == '3')) || (fourth == '8' && fifth == '6');
    return known && goes_on(text, at + 4, 3, BETWEEN, 5);
}

/* Where a fixed-line number of the mainland or one of another country may begin. */
int begins_landline(const Text *text, size_t at) {
    uint32_t first = text->codes[at];
    int numeral = first == '0' || first == '8';
    if (!numeral && first != '+' && !opens_any(first)) return 0;
    if (numeral && at && (is(text, at - 1, DIGITS) || text->codes[at - 1] == '.'))
        return is_behind_room(text, at) && is_parted(text, at);
    if (is_bracketed(text, at) || is_parted(text, at) || is_foreign(text, at)) return 1;
    return !(at && is(text, at - 1, LETTERS)) && is_solid(text, at);
}

/* Past the area code of Taiwan without its zero, and the sign that follows; 0 if none is here. */
static size_t past_island_area(const Text *text, size_t at) {
    static const char AREAS[][4] = {"826", "836", "37", "49", "82", "89", "2", "3", "4", "5", "6", "7", "8"};
    for (size_t i = 0; i < sizeof AREAS / sizeof *AREAS; i++) {
        size_t next = at;
        while (AREAS[i][next - at] && code_at(text, next) == (uint32_t)AREAS[i][next - at]) next++;
        if (AREAS[i][next - at]) continue;
        if (closes(code_at(text, next))) return next + 1;
        size_t end = skip_dashes(text, next, 2);
        if (end > next) return end;
    }
    return 0;
}

/* A trunk zero of Taiwan: 09 and eight digits, or an area code, a sign and six digits. */
static int is_of_island(const Text *text, size_t at) {
    if (code_at(text, at) != '0') return 0;
    if (code_at(text, at + 1) == '9') return goes_on(text, at + 1, 8, BETWEEN, 1);
    size_t next = past_island_area(text, at + 1);
    if (next == 0) return 0;
    for (int sign = 0; sign < 2 && is_gap(code_at(text, next)); sign++) next++;
    return code_at(text, next) > '1' && goes_on(text, next, 5, BETWEEN, 1);
}

/* Where a number of Hong Kong, Macau or Taiwan may begin. */
int begins_harbour(const Text *text, size_t at) {
    uint32_t first = text->codes[at];
    if (first != '+' && first != '0' && first != '8' && !opens_any(first)) return 0;
    if (at && (is(text, at - 1, ALNUM) || text->codes[at - 1] == '.')) return 0;
    if (at > 1 && (text->codes[at - 1] == '-' || text->codes[at - 1] == ':') && is(text, at - 2, DIGITS)) return 0;
    size_t next = at + (size_t)opens_any(first);
    if (is_of_island(text, next)) return 1;
    if (code_at(text, next) == '+') next++;
    else if (code_at(text, next) == '0' && code_at(text, next + 1) == '0') next += 2;
    uint32_t second = code_at(text, next + 1), third = code_at(text, next + 2);
    size_t more = second == '5' && (third == '2' || third == '3') ? 10 : second == '8' && third == '6' ? 9 : 0;
    return code_at(text, next) == '8' && more && goes_on(text, next, more, BETWEEN, 5);
}

/* Numbers for things: 1064 and nine digits, thirteen that begin with 140, 141 or 144, or 95013. */
int begins_thing(const Text *text, size_t at) {
    uint32_t first = text->codes[at], second = code_at(text, at + 1), third = code_at(text, at + 2);
    if (at && is(text, at - 1, DIGITS)) return 0;
    if (first == '9') return second == '5' && third == '0' && code_at(text, at + 3) == '1' && code_at(text, at + 4) == '3';
    if (first != '1') return 0;
    if (second == '0') return third == '6' && code_at(text, at + 3) == '4';
    return second == '4' && (third == '0' || third == '1' || third == '4') && count_digits(text, at, 14) == 13;
}
