/* Takes a document apart in one pass: its values into slots, all else into its blank. */
#include "blank.h"

#include <string.h>

enum { LONGEST_NAME = 64, LONG_DIGITS = 7, EXACT_DIGITS = 15, MOST_DIGITS = 18 };
enum { SHORTEST_PIECE = 3, LONGEST_PIECE = 10 };

typedef struct {
    Blank *blank;
    const uint8_t *at, *end;
} Reader;

static int put(Blank *blank, const uint8_t *bytes, size_t size) {
    if (size > MOST_BLANK - blank->size) return 0;
    memcpy(blank->bytes + blank->size, bytes, size);
    blank->size += size;
    return 1;
}

static int is_digit(uint8_t c) { return c >= '0' && c <= '9'; }

/* As `redactor.schema.is_plain`: ASCII letters and a few signs; a name of others may be PII. */
static int is_plain(const uint8_t *name, size_t size) {
    if (size < 1 || size > LONGEST_NAME) return 0;
    for (size_t i = 0; i < size; i++) {
        uint8_t c = name[i], letter = c | 0x20;
        int always = (letter >= 'a' && letter <= 'z') || c == '_' || c == '$';
        if (!always && (i == 0 || (c != '.' && c != '-'))) return 0;
    }
    return 1;
}

/* Whether all of a text may be digits, of any script: Han characters (E4 to E9 begin them) are none. */
static int may_be_piece(const uint8_t *text, size_t size) {
    int ascii = 1;
    for (size_t i = 0; i < size; i++) {
        uint8_t c = text[i];
        if ((c < 0x80 && !is_digit(c)) || (c >= 0xE4 && c <= 0xE9)) return 0;
        ascii &= c < 0x80;
    }
    return !ascii || (size >= SHORTEST_PIECE && size <= LONGEST_PIECE);
}

static int take(Blank *blank, const uint8_t *text, const uint8_t *end, uint8_t kind) {
    if (blank->slots == MOST_SLOTS || !put(blank, &kind, 1)) return 0;
    size_t size = (size_t)(end - text);
    blank->slot[blank->slots++] = (Slot){text, (uint32_t)size, kind, (uint8_t)may_be_piece(text, size)};
    return 1;
}

/* Whether a text begins as one that is looked at for JSON does: a bracket, or white space of any sort. */
static int may_open(const uint8_t *text, size_t size) {
    if (size == 0) return 0;
    if (strchr("{[ \t\r\n", text[0]) != NULL) return 1;
    return (size > 1 && memcmp(text, "\xC2\xA0", 2) == 0) ||
           (size > 2 && (memcmp(text, "\xE3\x80\x80", 3) == 0 || memcmp(text, "\xEF\xBB\xBF", 3) == 0));
}

static int is_next(Reader *reader, uint8_t c) { return reader->at < reader->end && *reader->at == c; }

/* Move behind a sign that belongs to the blank. */
static int pass(Reader *reader, uint8_t c) {
    return is_next(reader, c) && put(reader->blank, reader->at++, 1);
}

/* Give the closing quote of the string whose inside begins here; NULL if something in it is escaped. */
static const uint8_t *closing(const Reader *reader) {
    const uint8_t *at = reader->at;
    while (at < reader->end && *at != '"' && *at != '\\' && *at >= 0x20) at++;
    return at < reader->end && *at == '"' ? at : NULL;
}

static int take_string(Reader *reader) {
    const uint8_t *text = ++reader->at, *end = closing(reader);
    if (end == NULL || may_open(text, (size_t)(end - text))) return 0;
    reader->at = end + 1;
    return take(reader->blank, text, end, STRING);
}

static size_t digits(Reader *reader) {
    const uint8_t *from = reader->at;
    while (reader->at < reader->end && is_digit(*reader->at)) reader->at++;
    return (size_t)(reader->at - from);
}

/* What stands behind a decimal point, as a writer of shortest decimals puts it: fifteen digits are exact
 * in a double, none of them is a zero too many, and none stands so low that it is written with an
 * exponent. */
static int is_shortest(const uint8_t *whole, size_t wholes, const uint8_t *rest, size_t rests) {
    if (rests == 0 || wholes + rests > EXACT_DIGITS) return 0;
    if (rests == 1 && rest[0] == '0') return wholes < LONG_DIGITS;
    if (rest[rests - 1] == '0') return 0;
    return whole[0] != '0' || rests < 4 || memcmp(rest, "0000", 4) != 0;
}

static int take_number(Reader *reader) {
    const uint8_t *text = reader->at;
    if (*text == '-') reader->at++;
    const uint8_t *whole = reader->at;
    size_t wholes = digits(reader);
    if (wholes == 0 || wholes > MOST_DIGITS || (whole[0] == '0' && wholes > 1)) return 0;
    int is_integer = !is_next(reader, '.');
    if (!is_integer) {
        const uint8_t *rest = ++reader->at;
        if (!is_shortest(whole, wholes, rest, digits(reader))) return 0;
    } else if (whole[0] == '0' && whole != text) return 0; /* -0 */
    if (is_next(reader, 'e') || is_next(reader, 'E')) return 0;
    return take(reader->blank, text, reader->at, is_integer && wholes >= LONG_DIGITS ? LONG : SHORT);
}

/* true, false or null: all alike, so that a form is not one of as many as a record has such. */
static int take_word(Reader *reader) {
    static const char *const words[] = {"true", "false", "null"};
    static const uint8_t word = WORD;
    for (int i = 0; i < 3; i++) {
        size_t size = strlen(words[i]);
        if ((size_t)(reader->end - reader->at) < size || memcmp(reader->at, words[i], size) != 0) continue;
        reader->at += size;
        return put(reader->blank, &word, 1);
    }
    return 0;
}

/* A field's name with its quotes and its colon. */
static int take_field(Reader *reader) {
    if (!pass(reader, '"')) return 0;
    const uint8_t *name = reader->at, *end = closing(reader);
    if (end == NULL || !is_plain(name, (size_t)(end - name))) return 0;
    reader->at = end;
    return put(reader->blank, name, (size_t)(end - name)) && pass(reader, '"') && pass(reader, ':');
}

static int take_value(Reader *reader, int depth);

/* An object or an array, by what closes it. */
static int take_all(Reader *reader, uint8_t closes, int depth) {
    if (depth == MOST_DEPTH || !put(reader->blank, reader->at++, 1)) return 0;
    if (pass(reader, closes)) return 1;
    do {
        if ((closes == '}' && !take_field(reader)) || !take_value(reader, depth + 1)) return 0;
    } while (pass(reader, ','));
    return pass(reader, closes);
}

static int take_value(Reader *reader, int depth) {
    if (reader->at == reader->end) return 0;
    switch (*reader->at) {
    case '"': return take_string(reader);
    case '{': return take_all(reader, '}', depth);
    case '[': return take_all(reader, ']', depth);
    case 't':
    case 'f':
    case 'n': return take_word(reader);
    default: return take_number(reader);
    }
}

int take_document(Blank *blank, const uint8_t *text, size_t size) {
    Reader reader = {blank, text, text + size};
    int is_document = is_next(&reader, '{') || is_next(&reader, '[');
    return is_document && take_value(&reader, 0) && reader.at == reader.end;
}

int take_plain(Blank *blank, const uint8_t *text, size_t size) {
    static const uint8_t nothing = NOTHING;
    if (text == NULL) return put(blank, &nothing, 1);
    return !may_open(text, size) && take(blank, text, text + size, PLAIN);
}

int take_name(Blank *blank, const uint8_t *text, size_t size) {
    return is_plain(text, size) && put(blank, text, size);
}
