/* Numbers and words: values that we would write as they stand, or the document has no blank. Must never pass a
 * number that would be written otherwise. */
#include "reader.h"

enum { LONG_DIGITS = 7, EXACT_DIGITS = 15, MOST_DIGITS = 18 };

static size_t digits(const uint8_t **at, const uint8_t *end) {
    const uint8_t *from = *at;
    while (*at < end && is_digit(**at)) ++*at;
    return (size_t)(*at - from);
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

int pass_number(const uint8_t **at, const uint8_t *end) {
    const uint8_t *text = *at, *whole = text + (text < end && *text == '-');
    *at = whole;
    size_t wholes = digits(at, end);
    if (wholes == 0 || wholes > MOST_DIGITS || (whole[0] == '0' && wholes > 1)) return 0;
    int is_integer = *at == end || **at != '.';
    if (!is_integer) {
        const uint8_t *rest = ++*at;
        if (!is_shortest(whole, wholes, rest, digits(at, end))) return 0;
    } else if (whole[0] == '0' && whole != text) return 0; /* -0 */
    if (*at < end && (**at | 0x20) == 'e') return 0;
    return is_integer && wholes >= LONG_DIGITS ? LONG : SHORT;
}

int take_number(Reader *reader) {
    Said said = {reader->at, 0, 0};
    size_t start = reader->blank->copy.size;
    int kind = pass_number(&reader->at, reader->end);
    said.size = (size_t)(reader->at - said.text);
    return kind != 0 && append(&reader->blank->copy, said.text, said.size) && take(reader, said, (uint8_t)kind, start);
}

size_t word_size(const uint8_t *at, const uint8_t *end) {
    static const char *const words[] = {"true", "false", "null"};
    for (int i = 0; i < 3; i++) {
        size_t size = strlen(words[i]);
        if ((size_t)(end - at) >= size && memcmp(at, words[i], size) == 0) return size;
    }
    return 0;
}

/* true, false or null: all alike, so that a form is not one of as many as a record has such. */
int take_word(Reader *reader) {
    Blank *blank = reader->blank;
    size_t size = word_size(reader->at, reader->end), start = blank->copy.size;
    if (size == 0 || !put_byte(blank, WORD) || !append(&blank->copy, reader->at, size)) return 0;
    reader->at += size;
    if (blank->words < MOST_WORDS) blank->word[blank->words] = (Word){(uint32_t)start, (uint32_t)blank->copy.size, blank->slots};
    blank->words++;
    return 1;
}
