/* Numbers and words: values that we would write as they stand, or the document has no blank. */
#include "reader.h"

enum { LONG_DIGITS = 7, EXACT_DIGITS = 15, MOST_DIGITS = 18 };

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

int take_number(Reader *reader) {
    const uint8_t *text = reader->at;
    if (*text == '-') reader->at++;
    const uint8_t *whole = reader->at;
    size_t wholes = digits(reader);
    if (wholes == 0 || wholes > MOST_DIGITS || (whole[0] == '0' && wholes > 1)) return 0;
    int is_integer = !is_here(reader, '.');
    if (!is_integer) {
        const uint8_t *rest = ++reader->at;
        if (!is_shortest(whole, wholes, rest, digits(reader))) return 0;
    } else if (whole[0] == '0' && whole != text) return 0; /* -0 */
    if (is_here(reader, 'e') || is_here(reader, 'E')) return 0;
    Said said = {text, (size_t)(reader->at - text), 0};
    size_t start = reader->blank->copy.size;
    return append(&reader->blank->copy, said.text, said.size) &&
           take(reader, said, is_integer && wholes >= LONG_DIGITS ? LONG : SHORT, start);
}

/* true, false or null: all alike, so that a form is not one of as many as a record has such. */
int take_word(Reader *reader) {
    static const char *const words[] = {"true", "false", "null"};
    for (int i = 0; i < 3; i++) {
        size_t size = strlen(words[i]);
        if ((size_t)(reader->end - reader->at) < size || memcmp(reader->at, words[i], size) != 0) continue;
        reader->at += size;
        return put_byte(reader->blank, WORD) && append(&reader->blank->copy, (const uint8_t *)words[i], size);
    }
    return 0;
}
