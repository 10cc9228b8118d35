/* Strings: what they say, and whether that is a document of its own. Must never take for plain text what the stages
 * read as a document. */
#include "reader.h"

/* Give the closing quote of the string whose inside begins here, and note whether anything in it is
 * escaped; NULL if it is no string. */
static const uint8_t *closing(const Reader *reader, int *was_escaped) {
    const uint8_t *at = next_escaped(reader->at, reader->end);
    for (; at < reader->end; at = next_escaped(at + 1, reader->end)) {
        if (*at == '"') return at;
        if (*at < 0x20) return NULL;
        *was_escaped = 1;
        if (++at == reader->end) return NULL;
    }
    return NULL;
}

/* Read a string from its quote on. */
static int read_string(Reader *reader, Said *said) {
    Room *room = &reader->blank->said;
    int was_escaped = 0;
    const uint8_t *text = ++reader->at, *end = closing(reader, &was_escaped);
    if (end == NULL) return 0;
    reader->at = end + 1;
    *said = (Said){text, (size_t)(end - text), was_escaped};
    if (!was_escaped) return 1;
    said->text = room->start + room->size;
    if (!unescape(room, text, end)) return 0;
    said->size = (size_t)(room->start + room->size - said->text);
    return 1;
}

/* Whether a text can begin with white space, or end with it: most cannot, as one byte tells. */
static int may_be_space(uint8_t first, uint8_t last, int at_end) {
    return at_end ? last <= ' ' || (last >= 0x80 && last <= 0xBF) : first <= ' ' || first == 0xC2 || first == 0xE3 || first == 0xEF;
}

/* The bytes of white space that a text begins with, or ends with: of one character, 0 if there is none. */
static size_t space_of(Said text, int at_end) {
    static const char *const spaces[] = {" ", "\t", "\r", "\n", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};
    if (text.size == 0 || !may_be_space(text.text[0], text.text[text.size - 1], at_end)) return 0;
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++) {
        size_t size = strlen(spaces[i]);
        if (size > text.size) break;
        if (memcmp(text.text + (at_end ? text.size - size : 0), spaces[i], size) == 0) return size;
    }
    return 0;
}

static int is_one_of(uint8_t c, char one, char other) { return c == (uint8_t)one || c == (uint8_t)other; }

int may_be_document(Said text, Said *inside) {
    *inside = text;
    for (size_t space; (space = space_of(*inside, 0)) > 0; inside->size -= space) inside->text += space;
    if (inside->size == 0 || !is_one_of(inside->text[0], '{', '[')) return 0;
    for (size_t space; (space = space_of(*inside, 1)) > 0;) inside->size -= space;
    return is_one_of(inside->text[inside->size - 1], '}', ']');
}

/* Write a quote, as it stands at this level. */
static int quote(Reader *reader) {
    if (reader->level == 0) return append_byte(&reader->blank->copy, '"');
    return escape(&reader->blank->copy, (const uint8_t *)"\"", 1, reader->level);
}

/* A document in a string, which is written without white space around it. */
static int take_nested(Reader *reader, Said inside, int depth) {
    Reader inner = {reader->blank, inside.text, inside.text + inside.size, reader->level + 1};
    return reader->level < MOST_NESTED && put_byte(reader->blank, OPENS) && quote(reader) &&
           take_whole(&inner, depth) && quote(reader) && put_byte(reader->blank, CLOSES);
}

int take_string(Reader *reader, int depth) {
    Room *copy = &reader->blank->copy;
    size_t start = copy->size;
    Said said, inside;
    if (!read_string(reader, &said)) return 0;
    if (may_be_document(said, &inside)) return take_nested(reader, inside, depth);
    int times = said.was_escaped ? reader->level + 1 : 0; /* else nothing in it is to be escaped */
    return quote(reader) && escape(copy, said.text, said.size, times) && quote(reader) &&
           take(reader, said, STRING, start);
}

/* A name of which anything is to be escaped has no place in a blank. */
static int is_bare(Said name) {
    return !name.was_escaped || escaped_size(name.text, name.size, 1) == name.size;
}

int take_field_name(Reader *reader) {
    Blank *blank = reader->blank;
    Said name;
    if (!read_string(reader, &name) || !is_bare(name)) return 0;
    blank->odd_names |= !is_plain(name);
    return put_byte(blank, '"') && put(blank, name.text, name.size) && put_byte(blank, '"') && quote(reader) &&
           append(&blank->copy, name.text, name.size) && quote(reader);
}
