/* One pass over a text that says what it certainly does not hold.
 *
 * The bits are those of `recognizers.shape.Shape`; what each of them means is a pattern of recognizers/written.py.
 */
#include "scan.h"

static int opens(uint32_t code) {
    return code == '(' || code == '[' || code == 0xFF08 || code == 0x3010 || code == '<';
}

static int closes(uint32_t code) {
    return code == ')' || code == ']' || code == 0xFF09 || code == 0x3011 || code == '>';
}

static int is_octal(const Text *text, size_t at) { return code_at(text, at) - '0' < 8u; }

/* Signs that are neither Han nor letters nor digits. */
static uint64_t shapes_of_sign(const Text *text, size_t at) {
    uint32_t code = text->codes[at], next = code_at(text, at + 1);
    uint64_t star = BIT(S_STAR) | BIT(S_MASK);
    if (is(text, at, SIGN) || (code == '^' && next == '_')) return star;
    if (code == '@') return BIT(S_AT);
    if (opens(code) && next == 'a' && code_at(text, at + 2) == 't' && closes(code_at(text, at + 3)))
        return BIT(S_AT);
    size_t escaped = at + 1 + (next == 'u');
    if (code == '%' && is(text, escaped, HEX) && is(text, escaped + 1, HEX)) return BIT(S_ENCODED);
    if (code == '\\' && (next == 'u' || next == 'x') && is(text, at + 2, HEX)) return BIT(S_ENCODED);
    if (code == '\\' && next == 'u' && code_at(text, at + 2) == '{') return BIT(S_ENCODED);
    if (code == '\\' && next >= '0' && next <= '3' && is_octal(text, at + 2) && is_octal(text, at + 3))
        return BIT(S_ENCODED);
    if (code == '=' && is(text, at + 1, HEX) && is(text, at + 2, HEX) && code_at(text, at + 3) == '=' &&
        is(text, at + 4, HEX) && is(text, at + 5, HEX))
        return BIT(S_ENCODED);
    if (code == '&' && next == '#') return BIT(S_ENCODED);
    if (code == ':' && next == ':') return BIT(S_INTERNET);
    return 0;
}

/* Degrees behind a number, 使 beside one, and what plates of the armed police begin with. */
static uint64_t shapes_of_marks(const Text *text, size_t at) {
    uint32_t code = text->codes[at];
    if (code == 0xB0 || code == 0x5EA6) {
        size_t blank = at && text->codes[at - 1] == ' ';
        return at > blank && is(text, at - 1 - blank, DIGITS) ? BIT(S_POSITION) : 0;
    }
    if (code == 0x4F7F)
        return is(text, at + 1, DIGITS) || (at && is(text, at - 1, DIGITS)) ? BIT(S_PLATE) : 0;
    return code == 'W' && code_at(text, at + 1) == 'J' ? BIT(S_PLATE) : 0;
}

/* The beginnings of plates. */
static uint64_t shape_of_plate(const Text *text, size_t at) {
    size_t letter = at + 1 + (code_at(text, at + 1) == ' ');
    if (is(text, letter, LETTERS)) return BIT(S_PLATE);
    for (size_t i = at + 1; i < at + 6; i++)
        if (!is(text, i, DIGITS)) return 0;
    return code_at(text, at + 6) == 0x9886 ? BIT(S_PLATE) : 0; /* 领 */
}

/* A letter that looks like a digit, beside one. */
static int is_beside_digit(const Text *text, size_t at) {
    return is(text, at + 1, DIGITS) || (at && is(text, at - 1, DIGITS));
}

/* What one pass over a text has seen so far. */
typedef struct {
    uint64_t bits;
    size_t digits, others, dots, colons;
    size_t word, coded, longest; /* letters, digits, _ and - in a row; those of base64, and the most of them */
    uint32_t seen, before;       /* classes: of all characters, and of the last */
    int alike;
} Pass;

/* So many characters more of base64, all of them of a word or none. */
static void go_on(Pass *pass, size_t count, int worded) {
    pass->coded += count;
    if (pass->coded > pass->longest) pass->longest = pass->coded;
    pass->word = worded ? pass->word + count : 0;
    if (pass->word >= LONG_WORD) pass->bits |= BIT(S_LONG_WORD);
}

/* What begins at the edge of a word. */
static uint64_t shapes_of_edge(const Text *text, size_t at, uint32_t class) {
    uint64_t bits = shapes_of_letter(text, at);
    return class & UPPER && is_capitalised(text, at) ? bits | BIT(S_CAPITALS) : bits;
}

/* A number with a code begins here. */
static uint64_t shapes_of_head(const Text *text, size_t at) {
    return (begins_landline(text, at) ? BIT(S_LANDLINE) : 0) | (begins_harbour(text, at) ? BIT(S_HARBOUR) : 0);
}

/* A number with an area code begins within a run, behind the digits of a room. */
static int has_landline_behind_room(const Text *text, size_t at, size_t end) {
    for (size_t i = at + 1; i < end && i <= at + MOST_OF_ROOM; i++)
        if (text->codes[i] == '0' && begins_landline(text, i)) return 1;
    return 0;
}

/* All digits in a row: nothing but numbers begins with them. Gives their end. */
static size_t take_digits(Pass *pass, const Text *text, size_t at) {
    size_t end = at + 1;
    while (is(text, end, DIGITS)) end++;
    pass->bits |= shapes_of_run(text, at, end) | shapes_of_digits(text, at, end);
    if (begins_figure(text, at, end)) pass->bits |= BIT(S_FOLDS);
    if (!(pass->before & ALNUM)) pass->bits |= shapes_of_edge(text, at, DIGITS);
    if (is(text, at, HEAD)) pass->bits |= shapes_of_head(text, at);
    if (at && has_landline_behind_room(text, at, end)) pass->bits |= BIT(S_LANDLINE);
    pass->digits += end - at;
    go_on(pass, end - at, 1);
    pass->before = DIGITS;
    return end;
}

static void take_letter(Pass *pass, const Text *text, size_t at, uint32_t class) {
    if (class & BEGINS_WORD) pass->bits |= shapes_of_words(text, at);
    if (class & ALIKE && !pass->alike) pass->alike = is_beside_digit(text, at);
    if (!(pass->before & ALNUM)) pass->bits |= shapes_of_edge(text, at, class);
    if (!(pass->bits & BIT(S_SPELT)) && is_name_in_letters(text, at)) pass->bits |= BIT(S_SPELT);
    if (class & MARK) pass->bits |= shapes_of_marks(text, at);
    pass->others++;
    go_on(pass, 1, 1);
}

/* Han that begin a word or are written otherwise, blanks and signs. */
static void take_other(Pass *pass, const Text *text, size_t at, uint32_t class) {
    uint32_t code = text->codes[at];
    if (class & BEGINS_WORD) pass->bits |= shapes_of_words(text, at);
    if (class & FOLD || (class & NUMERAL && is_numeral(text, at))) pass->bits |= BIT(S_FOLDS);
    if (class & ALIKE && !pass->alike) pass->alike = is_beside_digit(text, at);
    if (class & PROVINCE) pass->bits |= shape_of_plate(text, at);
    if (!(class & WORDS)) pass->bits |= shapes_of_sign(text, at);
    if (class & HEAD) pass->bits |= shapes_of_head(text, at);
    if (class & MARK) pass->bits |= shapes_of_marks(text, at);
    pass->others += !(class & SPACE) && code != '+' && code != '-';
    pass->dots += code == '.';
    pass->colons += code == ':';
    if (class & BASE64) go_on(pass, 1, code == '_' || code == '-');
    else pass->coded = pass->word = 0;
}

/* What most characters of a text are: Han that begin no word and no plate, nor fold. */
#define PLAIN ((uint32_t)(HAN | WORDS | SURNAME | KEY_END))

static void take_all(Pass *pass, const Text *text) {
    for (size_t i = 0; i < text->size;) {
        uint32_t class = class_at(text, i);
        pass->seen |= class;
        if (class & DIGITS) {
            i = take_digits(pass, text, i);
            continue;
        }
        if (class & LETTERS) take_letter(pass, text, i, class);
        else if (class == 0 || class & ~PLAIN) take_other(pass, text, i, class);
        else {
            pass->others++;
            pass->coded = pass->word = 0;
        }
        pass->before = class;
        i++;
    }
}

uint64_t shape_of(const Scanner *scanner, const uint32_t *codes, size_t size) {
    Text whole = {scanner, codes, size}, *text = &whole;
    if (is_moment(text)) return 0;
    Pass pass = {0};
    take_all(&pass, text);
    uint64_t bits = pass.bits | shapes_of_whole(text, pass.digits, pass.others);
    if (pass.alike && has_alike(text)) bits |= BIT(S_FOLDS);
    if (pass.seen & HAN) bits |= BIT(S_HAN);
    if (pass.seen & LETTERS) bits |= BIT(S_LATIN);
    if (pass.longest >= CODED_RUN) bits |= shapes_of_coded(text);
    if (pass.colons >= INTERNET_COLONS) bits |= shapes_of_colons(text);
    return pass.dots > 1 ? bits | shapes_of_dots(text) : bits;
}
