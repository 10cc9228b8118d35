/* What the digits of a text may be: identities, cards, runs that hold several numbers.
 *
 * Each function is one pattern of recognizers/written.py. A look ahead is bounded, so that a text
 * costs its length whatever it holds.
 */
#include "scan.h"

enum { MOBILE_DIGITS = 11, OLD_IDENTITY = 15, OF_IDENTITY = 17, MOST_ALONE = 27 };

/* How the digits of an identity number stand: with up to three joints between any two, or all of them with a
 * sign or two. */
enum Way { JOINED, APART };

/* A sign within a number in one piece. */
static int joins(uint32_t code) {
    return code == ' ' || code == '-' || code == 0x2014 || code == 0xB7 || code == '.' || code == '_' || code == '/';
}

/* Collect up to seventeen digits from `at` on that stand in one of these ways. */
static size_t follow(const Text *text, size_t at, enum Way way, uint8_t *digits) {
    size_t count = 0;
    for (;;) {
        digits[count++] = (uint8_t)(text->codes[at] - '0');
        if (count == OF_IDENTITY) return count;
        size_t next = at + 1, most = at + (way == APART ? 2 : 3);
        while (next <= most && (way == APART ? is(text, next, PULLED) : joins(code_at(text, next)))) next++;
        if (!is(text, next, DIGITS) || (way == APART && next == at + 1)) return count;
        at = next;
    }
}

static int starts_mobile(const Text *text, size_t at) {
    return code_at(text, at) == '1' && code_at(text, at + 1) > '2';
}

/* A word goes on behind digits, and says no extension: ext, x1, p1. */
static int is_worded(const Text *text, size_t end) {
    uint32_t sign = code_at(text, end) | 0x20;
    if (!is(text, end, LETTERS) || ((sign == 'x' || sign == 'p') && is(text, end + 1, DIGITS))) return 0;
    return sign != 'e' || (code_at(text, end + 1) | 0x20) != 'x' || (code_at(text, end + 2) | 0x20) != 't';
}

/* As many digits as a number and a room, a postcode, a second number or an identity's; or 0086 behind a room. */
static int is_glued_long(const Text *text, size_t end, size_t length) {
    const uint32_t *codes = text->codes + end - length;
    if (length != 18 && length != 19) return (length >= 12 && length <= 17) || length == 22 || length == 29;
    size_t code = length - 15;
    return codes[code] == '0' && codes[code + 1] == '0' && codes[code + 2] == '8' && codes[code + 3] == '6';
}

/* A run of digits that a mobile or fixed-line number may end or begin. */
static int is_glued(const Text *text, size_t at, size_t end) {
    size_t length = end - at;
    if (!is_glued_long(text, end, length) || is_worded(text, end)) return 0;
    if (starts_mobile(text, at) || starts_mobile(text, end - MOBILE_DIGITS)) return 1;
    for (size_t room = 1; room <= 4; room++) {
        size_t rest = length - room;
        if (text->codes[at + room] == '0' && rest >= 10 && rest <= 12) return 1;
    }
    return 0;
}

int begins_glued(const Text *text, size_t at) {
    size_t end = at + 1;
    while (is(text, end, DIGITS)) end++;
    return is_glued(text, at, end);
}

/* Ten digits or more with a sign or two between any two of them. */
static int is_apart(const Text *text, size_t at) {
    for (int count = 1; count < 10; count++) {
        size_t next = at + 1;
        while (next <= at + 2 && is(text, next, PULLED)) next++;
        if (next == at + 1 || !is(text, next, DIGITS)) return 0;
        at = next;
    }
    return 1;
}

/* A local number, or one that has a digit too few or too many; only a caption makes it one. */
static int is_local(const Text *text, size_t at, size_t end) {
    size_t length = end - at;
    uint32_t first = text->codes[at];
    if (at && (is(text, at - 1, LETTERS) || text->codes[at - 1] == '.')) return 0;
    if (first == '1')
        return (length == 10 || length == 12 || length == 13) && text->codes[at + 1] > '2' &&
               !is(text, end, LETTERS);
    if (first < '2') return 0;
    uint32_t left = at ? text->codes[at - 1] : 0;
    if (at > 1 && (left == ' ' || left == '-' || left == 0x2014 || left == '/') && is(text, at - 2, DIGITS)) return 0;
    if (length == 7 || length == 8) return 1;
    if (length != 3 && length != 4) return 0;
    uint32_t sign = code_at(text, end);
    size_t next = end + (sign == ' ' || sign == '-' || sign == 0x2014);
    if (next == end) return 0;
    for (size_t i = next; i < next + 4; i++)
        if (!is(text, i, DIGITS)) return 0;
    return !is(text, next + 4, DIGITS);
}

static int is_month_and_day(const uint8_t *digits) {
    int month = digits[0] * 10 + digits[1], day = digits[2] * 10 + digits[3];
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* Fifteen digits, at the start of a run or eleven in; how many there are, up to seventeen, or 0. */
static size_t enough_digits(const Text *text, size_t at, size_t run, enum Way way, uint8_t *digits) {
    if (text->codes[at] == '0' || (at != run && at != run + MOBILE_DIGITS)) return 0;
    size_t count = follow(text, at, way, digits);
    return count >= OLD_IDENTITY ? count : 0;
}

/* The digits of a province, of GB/T 2260, or of a residence permit; 9 begins a foreigner's. */
static int is_area(const uint8_t *digits) {
    static const uint8_t LEAST[] = {1, 1, 1, 1, 1, 0, 1, 1, 1, 0}, MOST_OF[] = {0, 5, 3, 7, 6, 4, 5, 1, 3, 9};
    return digits[1] >= LEAST[digits[0]] && digits[1] <= MOST_OF[digits[0]];
}

/* Fifteen or seventeen digits with an area and a birthday where an identity number has them. */
static int is_dated(const Text *text, size_t at, size_t run, enum Way way) {
    uint8_t digits[OF_IDENTITY];
    size_t count = enough_digits(text, at, run, way, digits);
    if (count == 0 || !is_area(digits)) return 0;
    if (is_month_and_day(digits + 8)) return 1;
    int century = count == OF_IDENTITY ? digits[6] * 10 + digits[7] : 0;
    return century >= 18 && century <= 20 && is_month_and_day(digits + 10);
}

static int is_identity(const Text *text, size_t at, size_t run) {
    return is_dated(text, at, run, JOINED) || is_dated(text, at, run, APART);
}

/* Digits enough in one, and nothing behind them leads on to others. */
static int stands_alone(const Text *text, size_t at) {
    size_t end = at + 1;
    while (end <= at + MOST_ALONE && is(text, end, DIGITS)) end++;
    return end >= at + OLD_IDENTITY && end <= at + MOST_ALONE && !joins(code_at(text, end));
}

int begins_identity(const Text *text, size_t at, size_t run) {
    uint8_t digits[OF_IDENTITY];
    if (!enough_digits(text, at, run, JOINED, digits) && !enough_digits(text, at, run, APART, digits)) return 0;
    return !stands_alone(text, at) || is_identity(text, at, run);
}

/* Sixteen digits, or fifteen that begin with 34 or 37, as cards are grouped. */
int is_card(const Text *text, size_t at) {
    size_t count = 1;
    uint32_t second = 0;
    if (text->codes[at] == '0') return 0;
    for (size_t last = at; count < 16; count++) {
        size_t next = last + 1;
        while (next <= last + 2 && !is(text, next, DIGITS) && (code_at(text, next) == ' ' || code_at(text, next) == '-' ||
                                    code_at(text, next) == 0x2014))
            next++;
        if (!is(text, next, DIGITS)) break;
        last = next;
        if (count == 1) second = text->codes[next];
    }
    return count == 16 || (count == 15 && text->codes[at] == '3' && (second == '4' || second == '7'));
}

static int is_internet(const Text *text, size_t at) {
    size_t next = at + 1;
    if (code_at(text, next++) != '.') return 0;
    size_t start = next;
    while (next < start + 3 && is(text, next, DIGITS)) next++;
    return next > start && code_at(text, next) == '.' && is(text, next + 1, DIGITS);
}

static int is_macau(const Text *text, size_t end) {
    size_t open = end + (code_at(text, end) == ' ');
    uint32_t sign = code_at(text, open), close = code_at(text, open + 2);
    return (sign == '(' || sign == 0xFF08) && is(text, open + 1, DIGITS) && (close == ')' || close == 0xFF09);
}

static int hides(uint32_t code) { return code == 'x' || code == 'X' || code == '#'; }

/* Letters and signs that hide the digits behind these: 138xxxx, 6222 ## 1234. */
static int is_hidden(const Text *text, size_t end) {
    uint32_t sign = code_at(text, end);
    size_t at = end + (sign == ' ' || sign == '-');
    return hides(code_at(text, at)) && hides(code_at(text, at + 1));
}

/* Fifteen digits or more, or a number for things, begin with this one. */
static uint64_t shapes_of_first(const Text *text, size_t at, size_t run) {
    return (is_identity(text, at, run) ? BIT(S_IDENTITY) : 0) | (begins_thing(text, at) ? BIT(S_THING) : 0);
}

/* What any of them may begin. */
uint64_t shapes_of_digits(const Text *text, size_t at, size_t end) {
    uint64_t bits = shapes_of_first(text, at, at);
    if (end > at + MOBILE_DIGITS) bits |= shapes_of_first(text, at + MOBILE_DIGITS, at);
    for (size_t i = at; i < end; i++)
        if (text->codes[i] == '1' && mobile_end(text, i)) return bits | BIT(S_MOBILE);
    return bits;
}

/* What a whole run of digits may be. */
uint64_t shapes_of_run(const Text *text, size_t at, size_t end) {
    uint64_t bits = BIT(S_DIGIT);
    size_t length = end - at;
    int worded = at && is(text, at - 1, LETTERS), dotted = at && text->codes[at - 1] == '.';
    if (length >= 5) bits |= BIT(S_NUMBER);
    if (is_local(text, at, end)) bits |= BIT(S_LOCAL);
    if (!worded && !dotted && is_glued(text, at, end)) bits |= BIT(S_GLUED);
    if (!worded && !dotted && is_card(text, at)) bits |= BIT(S_CARD) | (is_sure_card(text, at) ? BIT(S_SURE_CARD) : 0);
    if (!worded && length >= 8 && length <= 10 && !is(text, end, LETTERS)) bits |= BIT(S_EIGHT);
    int stroked = length == 6 && at && text->codes[at - 1] == '/' && code_at(text, end) == '/';
    if (is_macau(text, end) || (stroked && is(text, end + 1, DIGITS))) bits |= BIT(S_MACAU);
    if (is_hidden(text, end)) bits |= BIT(S_MASK);
    if (is_apart(text, end - 1)) bits |= BIT(S_APART);
    if (is_internet(text, end - 1)) bits |= BIT(S_INTERNET);
    return bits;
}
