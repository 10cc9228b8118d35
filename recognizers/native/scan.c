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
    return BIT(S_PLATE);
}

static uint32_t plain(uint32_t code) {
    if (code >= 'A' && code <= 'Z') return code | 0x20;
    if (code == 0x130 || code == 0x131) return 'i';
    if (code == 0x17F) return 's';
    return code == 0x212A ? 'k' : code;
}

static int has_surname(const Text *text, size_t at, size_t end, uint8_t condition) {
    if (condition == ALWAYS) return 1;
    if (condition == SURNAME_BEFORE) return at > 0 && is(text, at - 1, SURNAME);
    uint32_t link = code_at(text, end);
    if (is(text, end, SURNAME)) return 1;
    end += link == ':' || link == 0xFF1A || link == 0x4E3A || link == 0x662F || link == 0x53EB;
    end += code_at(text, end) == ' ';
    end += code_at(text, end) == ' ';
    return is(text, end, SURNAME);
}

static uint64_t shapes_of_words(const Text *text, size_t at) {
    const Scanner *scanner = text->scanner;
    uint8_t head = scanner->heads[text->codes[at]];
    uint64_t bits = 0;
    if (head == 0) return 0;
    for (size_t w = scanner->group_starts[head - 1]; w < scanner->group_starts[head]; w++) {
        const Word *word = &scanner->word[w];
        size_t i = 1;
        while (i < word->length && at + i < text->size && plain(text->codes[at + i]) == word->characters[i]) i++;
        if (i == word->length && has_surname(text, at, at + i, word->condition)) bits |= BIT(word->bit);
    }
    return bits;
}

/* A letter that looks like a digit, beside one. */
static int is_beside_digit(const Text *text, size_t at) {
    return is(text, at + 1, DIGITS) || (at && is(text, at - 1, DIGITS));
}

/* What a run of letters, digits and the signs of base64 may be. */
static uint64_t shapes_of_long_runs(const Text *text) {
    uint64_t bits = 0;
    size_t hex = 0, coded = 0, word = 0, groups = 0, group = 0, decimals = 0;
    for (size_t i = 0; i <= text->size; i++) {
        uint32_t class = class_at(text, i), code = code_at(text, i);
        hex = class & HEX ? hex + 1 : 0;
        if (hex == 22) bits |= BIT(S_ENCODED);
        if (class & BASE64) coded++;
        else {
            if (coded >= 14 && may_hide(text, i - coded, i)) bits |= BIT(S_ENCODED);
            coded = 0;
        }
        word = class & ALNUM || code == '_' || code == '-' ? word + 1 : 0;
        if (word == 6) bits |= BIT(S_LONG_WORD);
        if (class & HEX) group++;
        else {
            groups = code == ':' && group ? (group <= 4 ? groups + 1 : 1) : 0;
            group = 0;
            if (groups == 7) bits |= BIT(S_INTERNET);
        }
        if (code == '.' && i && is(text, i - 1, DIGITS) && is(text, i + 1, DIGITS) && is(text, i + 2, DIGITS))
            decimals++;
    }
    return decimals > 1 ? bits | BIT(S_POSITION) : bits;
}

/* 01 to 12, or 01 to 31, or 00 to 23, in two digits. */
static int is_within(const Text *text, size_t at, uint32_t least, uint32_t most) {
    if (!is(text, at, DIGITS) || !is(text, at + 1, DIGITS)) return 0;
    uint32_t value = (text->codes[at] - '0') * 10 + text->codes[at + 1] - '0';
    return value >= least && value <= most;
}

/* A moment as machines write it; see `_MOMENT` of recognizers/written.py. */
static int is_moment(const Text *text) {
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
static uint64_t shapes_of_whole(const Text *text, size_t digits, size_t others) {
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

/* Everything that begins with a digit of a run. */
static uint64_t shapes_of_digits(const Text *text, size_t at, size_t end) {
    uint64_t bits = shapes_of_run(text, at, end);
    for (size_t i = at; i < end; i++) bits |= shapes_of_digit(text, i, at);
    return bits;
}

/* What most characters of a text are: Han that begin no word and no plate, nor fold. */
#define PLAIN ((uint32_t)(HAN | WORDS | SURNAME | KEY_END))

uint64_t shape_of(const Scanner *scanner, const uint32_t *codes, size_t size) {
    Text whole = {scanner, codes, size}, *text = &whole;
    uint64_t bits = 0;
    uint32_t seen = 0, before = 0;
    size_t digits = 0, others = 0, end = 0, coded = 0, longest = 0, parted = 0;
    int alike = 0;
    if (is_moment(text)) return 0;
    for (size_t i = 0; i < size; i++) {
        uint32_t class = class_at(text, i);
        seen |= class;
        if (class && !(class & ~PLAIN)) {
            others++;
            coded = 0;
            before = class;
            continue;
        }
        if (class & BEGINS_WORD) bits |= shapes_of_words(text, i);
        if (class & FOLD || (class & NUMERAL && is_numeral(text, i))) bits |= BIT(S_FOLDS);
        if (class & ALIKE && !alike) alike = is_beside_digit(text, i);
        if (class & PROVINCE) bits |= shape_of_plate(text, i);
        if (class & DIGITS) {
            digits++;
            if (i >= end) {
                for (end = i; end < size && is(text, end, DIGITS);) end++;
                bits |= shapes_of_digits(text, i, end);
                if (begins_figure(text, i, end)) bits |= BIT(S_FOLDS);
            }
        } else if (!(class & SPACE) && codes[i] != '+' && codes[i] != '-') {
            others++;
        }
        if (class & ALNUM && !(before & ALNUM)) bits |= shapes_of_letter(text, i);
        if (class & LETTERS && !(bits & BIT(S_SPELT)) && is_name_in_letters(text, i)) bits |= BIT(S_SPELT);
        if (class & UPPER && !(before & ALNUM) && is_capitalised(text, i)) bits |= BIT(S_CAPITALS);
        if (!(class & (ALNUM | WORDS))) bits |= shapes_of_sign(text, i);
        if (class & HEAD) {
            if (begins_landline(text, i)) bits |= BIT(S_LANDLINE);
            if (begins_harbour(text, i)) bits |= BIT(S_HARBOUR);
        }
        if (class & MARK) bits |= shapes_of_marks(text, i);
        coded = class & BASE64 ? coded + 1 : 0;
        if (coded > longest) longest = coded;
        parted += codes[i] == '.' || codes[i] == ':';
        before = class;
    }
    if (alike && has_alike(text)) bits |= BIT(S_FOLDS);
    if (seen & HAN) bits |= BIT(S_HAN);
    if (seen & LETTERS) bits |= BIT(S_LATIN);
    if (longest >= 6 || parted > 1) bits |= shapes_of_long_runs(text);
    return bits | shapes_of_whole(text, digits, others);
}
