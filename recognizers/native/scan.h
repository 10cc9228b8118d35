/* What the scan of a text for its shape shares.
 *
 * The scan says what a text certainly does not hold, to the bit as recognizers/written.py says it in
 * patterns; the contract tests hold both to one answer. Must never read beyond a text.
 */
#ifndef REDACTOR_SCAN_H
#define REDACTOR_SCAN_H

#include <stddef.h>
#include <stdint.h>

enum { GROUPS = 256, MAX_WORDS = 1024, WORD_LENGTH = 8, MOST_OF_ROOM = 4 };

/* Classes of characters, in the order of `recognizers.scanner.CLASSES`. */
enum Class {
    DIGITS = 1u << 0,      /* 0-9 */
    UPPER = 1u << 1,       /* A-Z */
    LOWER = 1u << 2,       /* a-z */
    HAN = 1u << 3,         /* what names and addresses are written with */
    WORDS = 1u << 4,       /* Han of the basic blocks: what an address ends with */
    BETWEEN = 1u << 5,     /* signs between the digits of one number */
    PULLED = 1u << 6,      /* signs that pull all its digits apart */
    SPACE = 1u << 7,       /* white space */
    FOLD = 1u << 8,        /* written otherwise after folding */
    NUMERAL = 1u << 9,     /* Chinese numerals */
    NUMERAL_GAP = 1u << 10, /* signs between them */
    ALIKE = 1u << 11,      /* letters that look like digits */
    PROVINCE = 1u << 12,   /* first characters of plates */
    BASE64 = 1u << 13,     /* the alphabet of base64 */
    SIGN = 1u << 14,       /* signs that hide a character */
    SURNAME = 1u << 15,    /* characters of surnames */
    KEY_END = 1u << 16,    /* Han characters that keys for names end with */
    KEY_GAP = 1u << 17,    /* signs between a key and a name */
    BESIDE = 1u << 18,     /* signs between a name and its number */
    HEX = 1u << 19,        /* 0-9 A-F a-f */
    BEFORE = 1u << 20,     /* what before eleven digits speaks against their being a number */
    BEHIND = 1u << 21,     /* what behind them does */
    ENDS_PREFIX = 1u << 22, /* ends what may be part of a number before it */
    LED_BY = 1u << 23,     /* signs before an extension */
    GOES_ON = 1u << 24,    /* what an extension begins with behind them */
    HEAD = 1u << 25,       /* what a telephone number with a code begins with */
    BEGINS_WORD = 1u << 26, /* first characters of words */
    MARK = 1u << 27,       /* degrees, and what plates of embassies and the armed police begin with */
};

/* The bits of `recognizers.shape.Shape`, in its order. */
enum Shape {
    S_DIGIT, S_NUMBER, S_LATIN, S_HAN, S_AT, S_MASK, S_STAR, S_ENCODED,
    S_MOBILE, S_GLUED, S_LANDLINE, S_APART, S_LOCAL, S_SOLE, S_LONG_WORD,
    S_IDENTITY, S_CARD, S_COMPANY, S_HONG_KONG, S_MACAU, S_DOCUMENT, S_EIGHT,
    S_PLATE, S_LETTERED, S_NUMBERED, S_POSITION, S_INTERNET, S_SPELT, S_BARE_NAME,
    S_WORDS, /* from here on: bits that words set, but for these; their numbers come with the words */
    S_THING = 36,
    S_CAPITALS = 39,
    S_HARBOUR = 45,
    S_SPACED_NAME = 47,
    S_DASHED = 48,
    S_NAME_FIELD = 40,
    S_ISLAND_ID = 50,
    S_SURE_CARD = 51,
    S_IDENTITY_FIELD = 53,
    T_MOBILE = 54, /* from here on: what was found outright, as `recognizers.shape.Told` names it */
    T_TELEPHONE,
    T_LANDLINE,
    T_CARRIED,
    T_WAYBILL,
    T_MAIL,
    T_IDENTITY,
    T_NAME,
    T_CUED,
    S_FOLDS = 63, /* something may have to be folded */
};
#define BIT(shape) (1ull << (shape))

/* A word that says something: with what its condition asks for beside it. */
typedef struct {
    uint32_t characters[WORD_LENGTH];
    uint8_t length, bit, condition;
} Word;

enum Condition { ALWAYS, SURNAME_BEHIND, SURNAME_BEFORE, NO_LETTER_BEFORE, NO_WORD_AROUND };

typedef struct {
    const uint32_t *classes; /* [65536] */
    const uint8_t *heads; /* [65536]: 0, or one more than the group of words that begin so */
    const uint8_t *areas; /* [1100]: whether two digits are an area code; from 100 on, three */
    uint16_t group_starts[GROUPS + 1];
    uint64_t seconds[GROUPS]; /* what second characters the words of a group have, by their last six bits */
    size_t words;
    Word word[MAX_WORDS];
} Scanner;

/* A text and what it is looked at with; `at` beyond its ends gives no class and no character. */
typedef struct {
    const Scanner *scanner;
    const uint32_t *codes;
    size_t size;
} Text;

static inline uint32_t code_at(const Text *text, size_t at) {
    return at < text->size ? text->codes[at] : 0;
}

static inline uint32_t class_at(const Text *text, size_t at) {
    if (at >= text->size) return 0;
    return text->codes[at] <= 0xFFFF ? text->scanner->classes[text->codes[at]] : FOLD;
}

#define ALNUM ((uint32_t)(DIGITS | UPPER | LOWER))
#define LETTERS ((uint32_t)(UPPER | LOWER))

/* Of one of these classes; for letters and digits no table is looked into. */
static inline int is(const Text *text, size_t at, uint32_t classes) {
    if (classes & ~ALNUM) return (class_at(text, at) & classes) != 0;
    uint32_t code = code_at(text, at);
    if (classes & DIGITS && code - '0' < 10u) return 1;
    if ((classes & LETTERS) == LETTERS) return (code | 0x20) - 'a' < 26u;
    return (classes & UPPER && code - 'A' < 26u) || (classes & LOWER && code - 'a' < 26u);
}

uint64_t shape_of(const Scanner *scanner, const uint32_t *codes, size_t size);

/* words.c: words that begin here. */
uint64_t shapes_of_words(const Text *text, size_t at);

/* entire.c: of a whole text, with how many digits are in it, and others but blanks, + and -. */
int is_moment(const Text *text);
uint64_t shapes_of_whole(const Text *text, size_t digits, size_t others);

/* runs.c: of a text that has so many characters of base64 in a row, so many colons, or two dots. */
enum { LONG_WORD = 6, CODED_RUN = 14, INTERNET_COLONS = 7 };
uint64_t shapes_of_coded(const Text *text);
uint64_t shapes_of_colons(const Text *text);
uint64_t shapes_of_dots(const Text *text);

/* numbers.c: of the digits from `at` to `end`, which are all in a row. */
uint64_t shapes_of_run(const Text *text, size_t at, size_t end);
uint64_t shapes_of_digits(const Text *text, size_t at, size_t end);
int begins_identity(const Text *text, size_t at, size_t run);
int is_card(const Text *text, size_t at);
int begins_glued(const Text *text, size_t at);

/* cards.c: of a digit. */
int is_sure_card(const Text *text, size_t at);

/* telephones.c: of any character; the first gives the end of the number, 0 where none is. */
size_t mobile_end(const Text *text, size_t at);
int begins_landline(const Text *text, size_t at);
int begins_harbour(const Text *text, size_t at);
int begins_thing(const Text *text, size_t at);
/* Past an area code of the mainland without its zero; 0 if none is here. */
size_t past_area(const Text *text, size_t at);

/* places.c: what follows a number begins as an extension does. */
int may_be_extended(const Text *text, size_t end);

/* letters.c: of a letter at the edge of a word. */
uint64_t shapes_of_letter(const Text *text, size_t at);
uint64_t shape_of_company(const Text *text, size_t at);
int is_lettered(const Text *text, size_t at);
int is_numbered(const Text *text, size_t at);
int is_name_in_letters(const Text *text, size_t at);
int is_capitalised(const Text *text, size_t at);

/* folding.c: a numeral at `at`; a figure of a run of digits; letters for digits anywhere. */
int is_numeral(const Text *text, size_t at);
int begins_figure(const Text *text, size_t at, size_t end);
int has_alike(const Text *text);

/* hidden.c: whether the run of the alphabet of base64 may be a text that holds a value. */
int may_hide(const Text *text, size_t start, size_t end);

#endif
