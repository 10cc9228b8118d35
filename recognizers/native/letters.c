/* What letters and the digits behind them may be: documents, plates, waybills, names.
 *
 * Each function is one pattern of recognizers/written.py.
 */
#include "scan.h"

#include <string.h>

static size_t count_digits(const Text *text, size_t at, size_t most) {
    size_t count = 0;
    while (count < most && is(text, at + count, DIGITS)) count++;
    return count;
}

static size_t skip(const Text *text, size_t at, int hyphen) {
    uint32_t code = code_at(text, at);
    return at + (code == ' ' || (hyphen && code == '-'));
}

/* What may be the check behind the six digits of a card of Hong Kong, or the bracket before it. */
static int is_check(const Text *text, size_t at) {
    uint32_t code = code_at(text, at);
    return is(text, at, DIGITS) || code == 'A' || code == 'a' || code == '(' || code == '[' || code == 0xFF08 ||
           code == 0x3010;
}

/* One or two letters and the digits of a document. */
static uint64_t document(const Text *text, size_t at) {
    uint64_t bits = 0;
    for (size_t letters = 1; letters <= 2 && is(text, at + letters - 1, LETTERS); letters++) {
        size_t begin = skip(text, at + letters, 1), count = count_digits(text, begin, 11);
        size_t end = begin + count;
        if (count == 7 || (count == 6 && is_check(text, skip(text, end, 1)))) bits |= BIT(S_HONG_KONG);
        int closed = count >= 7 && count <= 10;
        if (letters == 1 && count == 1 && code_at(text, end) != 0 && skip(text, end, 1) > end) {
            begin = skip(text, end, 1);
            count = count_digits(text, begin, 9);
            end = begin + count;
            closed = count == 8;
        }
        if (closed && !is(text, end, ALNUM)) bits |= BIT(S_DOCUMENT);
    }
    size_t sex = skip(text, at + 1, 1), serial = skip(text, sex + 1, 1);
    uint32_t code = code_at(text, sex);
    int known = code == '1' || code == '2' || code == '8' || code == '9' || ((code | 0x20) >= 'a' && (code | 0x20) <= 'd' && is(text, sex, LETTERS));
    if (known && count_digits(text, serial, 8) == 8 && !is(text, serial + 8, ALNUM)) bits |= BIT(S_ISLAND_ID);
    return bits;
}

/* Two capitals at the edge of a word, up to three more, and nine digits in groups of any size. */
int is_lettered(const Text *text, size_t at) {
    if (text->codes[at] == '1' && code_at(text, at + 1) == 'Z') {
        size_t end = at + 2;
        while (end < at + 18 && is(text, end, DIGITS | UPPER)) end++;
        return end == at + 18;
    }
    if (!is(text, at, UPPER) || !is(text, at + 1, UPPER)) return 0;
    for (size_t more = 0; more <= 3; more++) {
        size_t next = skip(text, at + 2 + more, 0), count = 0;
        for (; count < 9 && is(text, next, DIGITS); count++) next = skip(text, next + 1, 0);
        if (count == 9) return 1;
        if (!is(text, at + 2 + more, DIGITS | UPPER)) return 0;
    }
    return 0;
}

/* A number that a caption may make a waybill's: nine characters or more, no mobile number. */
int is_numbered(const Text *text, size_t at) {
    if (!is(text, at, DIGITS | UPPER)) return 0;
    size_t begin = at + 1;
    while (begin < at + 4 && is(text, begin, UPPER)) begin++;
    if (count_digits(text, begin, 8) < 8) return 0;
    if (begin > at + 1 || text->codes[at] != '1' || text->codes[at + 1] < '3') return 1;
    return count_digits(text, at, 12) != 11 || is(text, at + 11, LETTERS) || code_at(text, at + 11) == '-';
}

static size_t expect(const Text *text, size_t at, size_t count, uint32_t classes) {
    for (size_t i = at; i < at + count; i++)
        if (!is(text, i, classes)) return 0;
    return at + count;
}

/* A department and a category that registers companies; see `_REGISTERED` of company_code.py. */
static int is_registered(uint32_t first, uint32_t second) {
    uint32_t letter = first | 0x20;
    if (second < '1' || second > '9') return 0;
    if (letter == 'a') return 1;
    if (letter == 'y') return second == '1';
    return ((first >= '1' && first <= '9') || letter == 'n') && (second <= '3' || second == '9');
}

/* Two digits of a province. */
static int is_province(uint32_t first, uint32_t second) {
    static const char LEAST[] = "0011101", MOST[] = "0537645";
    return first >= '1' && first <= '6' && second >= (uint32_t)LEAST[first - '0'] && second <= (uint32_t)MOST[first - '0'];
}

/* Eighteen characters, blanks where people put them: 91 350100 M000100Y4 3. */
uint64_t shape_of_company(const Text *text, size_t at) {
    if (!is_registered(code_at(text, at), code_at(text, at + 1))) return 0;
    size_t area = skip(text, at + 2, 0), next = expect(text, area, 6, DIGITS);
    if (next == 0 || !is_province(text->codes[area], text->codes[area + 1])) return 0;
    next = expect(text, skip(text, next, 0), 9, ALNUM);
    next = next ? expect(text, skip(text, next, 0), 1, ALNUM) : 0;
    return next && !is(text, next, ALNUM) ? BIT(S_COMPANY) : 0;
}

/* What a letter or digit at the edge of a word may begin. */
uint64_t shapes_of_letter(const Text *text, size_t at) {
    uint64_t bits = shape_of_company(text, at);
    if (is(text, at, LETTERS)) bits |= document(text, at);
    if (is_lettered(text, at)) bits |= BIT(S_LETTERED);
    if (is_numbered(text, at)) bits |= BIT(S_NUMBERED);
    return bits;
}

/* A letter in small, as `re` takes it where case does not count. */
static uint32_t low(const Text *text, size_t at) {
    uint32_t code = code_at(text, at);
    if (code == 0x17F) return 's';
    if (code == 0x130 || code == 0x131) return 'i';
    return is(text, at, LETTERS) ? code | 0x20 : 0;
}

enum { MOST_KEYS = 10 }; /* that end with one letter, and one that is none */

/* The letters before `at` end a key for names. */
static int ends_key(const Text *text, size_t at) {
    static const char *const KEYS['z' - 'a' + 1][MOST_KEYS] = {
        ['e' - 'a'] = {"consignee", "name"}, ['m' - 'a'] = {"from"}, ['n' - 'a'] = {"attn"}, ['o' - 'a'] = {"to"},
        ['r' - 'a'] = {"receiver", "sender", "shipper", "for", "dear", "customer", "courier", "driver", "mr"},
        ['s' - 'a'] = {"mrs", "ms", "miss"}, ['t' - 'a'] = {"recipient", "contact"}, ['y' - 'a'] = {"by"},
    };
    uint32_t last = at ? low(text, at - 1) : 0;
    if (last == 0) return 0;
    for (const char *const *key = KEYS[last - 'a']; *key != NULL; key++) {
        size_t left = strlen(*key), before = at;
        if (left > at) continue;
        while (left && low(text, before - 1) == (uint32_t)(*key)[left - 1]) left--, before--;
        if (left == 0) return 1;
    }
    return 0;
}

/* Past so many letters at most; 0 where there are none, or more. */
static size_t past_letters(const Text *text, size_t at, size_t most) {
    size_t end = at;
    while (end <= at + most && is(text, end, LETTERS)) end++;
    return end == at || end > at + most ? 0 : end;
}

static int is_word_gap(uint32_t code) { return code == ' ' || code == 0xB7 || code == ','; }

/* A word of letters that ends at `at`, perhaps in two parts, and letters before it: the last of a name's words. */
static int ends_words(const Text *text, size_t at) {
    size_t first = at, gap = 1;
    while (first && at - first < 20 && (is(text, first - 1, LETTERS) || text->codes[first - 1] == '\'' || text->codes[first - 1] == '-'))
        first--;
    while (gap <= 2 && first >= gap && is_word_gap(text->codes[first - gap])) gap++;
    return gap > 1 && first >= gap && is(text, first - gap, LETTERS);
}

/* A word with a capital before another: Zhang Wei. */
static int begins_two_capitals(const Text *text, size_t at) {
    if (!is(text, at, UPPER) || !is(text, at + 1, LOWER)) return 0;
    size_t next = at + 2;
    while (next < at + 9 && is(text, next, LOWER)) next++;
    return next < at + 9 && code_at(text, next) == ' ' && is(text, next + 1, UPPER) && is(text, next + 2, LOWER);
}

/* A word, perhaps of two parts, and another; or one that begins with a capital alone. */
static int begins_name(const Text *text, size_t at) {
    if (is(text, at, UPPER) && is(text, at + 1, LOWER)) return 1;
    size_t end = past_letters(text, at, 12);
    if (end && (code_at(text, end) == '\'' || code_at(text, end) == '-')) end = past_letters(text, end + 1, 8);
    if (end == 0 || !is_word_gap(code_at(text, end))) return 0;
    return is(text, end + 1, LETTERS) || (is_word_gap(code_at(text, end + 1)) && is(text, end + 2, LETTERS));
}

/* A letter behind a key for names, or behind another word and a few signs before a mobile number; or the first
 * of two capitals. */
int is_name_in_letters(const Text *text, size_t at) {
    if (begins_two_capitals(text, at)) return 1;
    for (size_t gap = 0, named = begins_name(text, at); named; gap++) {
        if (at < gap + 1) break;
        if (is(text, at - gap - 1, KEY_END) || ends_key(text, at - gap)) return 1;
        if (gap == 5 || !is(text, at - gap - 1, KEY_GAP)) break;
    }
    size_t next = at + 1;
    while (next < at + 4 && is(text, next, BESIDE)) next++;
    for (int code = 0; code < 2; code++) {
        size_t first = next;
        if (code) {
            first += code_at(text, first) == '+';
            if (code_at(text, first) != '8' || code_at(text, first + 1) != '6') return 0;
            first = skip(text, first + 2, 1);
        }
        uint32_t second = code_at(text, first + 1);
        if (code_at(text, first) == '1' && second >= '3' && second <= '9' && is(text, first + 2, DIGITS))
            return ends_words(text, at);
    }
    return 0;
}

/* A title of Chinese begins here: 先生, 小姐, 女士, 太太. */
static int is_polite(uint32_t code) {
    return code == 0x5148 || code == 0x5C0F || code == 0x5973 || code == 0x592A;
}

/* Whether letters may be a name or its title: a vowel, ng, a part behind a hyphen or an apostrophe; Mr, Dr …, or 先生
 * behind any letters at all. */
static int may_name(const Text *text, size_t at, size_t end) {
    static const char TITLES[][4] = {"mr", "mrs", "ms", "mx", "mdm", "dr"};
    uint32_t before = 0, joint = code_at(text, end);
    for (size_t i = at; i < end; i++) {
        uint32_t code = text->codes[i] | 0x20;
        if (code == 'a' || code == 'e' || code == 'i' || code == 'o' || code == 'u' || code == 'y' || code == 'v') return 1;
        if (before == 'n' && code == 'g') return 1;
        before = code;
    }
    if (is_polite(code_at(text, end + (joint == ' ')))) return 1;
    if ((joint == '\'' || joint == '-' || joint == 0x2019) && is(text, end + 1, LETTERS)) return 1;
    for (size_t i = 0; i < sizeof TITLES / sizeof *TITLES; i++) {
        size_t same = 0;
        while (same < 4 && TITLES[i][same] && at + same < end && (text->codes[at + same] | 0x20) == (uint32_t)TITLES[i][same]) same++;
        if (at + same == end && (same == 4 || TITLES[i][same] == 0)) return 1;
    }
    return 0;
}

/* A word of letters that begins with a capital at `at`, where none begins before, and may name somebody. */
int is_capitalised(const Text *text, size_t at) {
    size_t end = at + 1;
    if (at && text->codes[at - 1] == '_') return 0;
    while (end < at + 37 && is(text, end, LETTERS)) end++;
    if (end == at + 1 || end == at + 37 || is(text, end, DIGITS) || code_at(text, end) == '_') return 0;
    return may_name(text, at, end);
}
