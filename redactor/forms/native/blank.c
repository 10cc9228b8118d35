/* Takes a document apart in one pass: its values into slots, all else into its blank, and all into a copy as we
 * write it. Must never find a blank for a document that the stages would write otherwise. */
#include "reader.h"

enum { LONGEST_NAME = 64 };
enum { SHORTEST_PIECE = 3, LONGEST_PIECE = 10 };

int is_plain(Said name) {
    if (name.size < 1 || name.size > LONGEST_NAME) return 0;
    for (size_t i = 0; i < name.size; i++) {
        uint8_t c = name.text[i], letter = c | 0x20;
        int always = (letter >= 'a' && letter <= 'z') || c == '_' || c == '$';
        if (!always && (i == 0 || (c != '.' && c != '-'))) return 0;
    }
    return 1;
}

/* Whether all of a text may be digits, of any script: Han characters (E4 to E9 begin them) are none. */
int may_be_piece(const Slot *slot) {
    int ascii = 1;
    for (size_t i = 0; i < slot->size; i++) {
        uint8_t c = slot->text[i];
        if ((c < 0x80 && !is_digit(c)) || (c >= 0xE4 && c <= 0xE9)) return 0;
        ascii &= c < 0x80;
    }
    return !ascii || (slot->size >= SHORTEST_PIECE && slot->size <= LONGEST_PIECE);
}

int take(Reader *reader, Said said, uint8_t kind, size_t start) {
    Blank *blank = reader->blank;
    if (blank->slots == MOST_SLOTS || !put_byte(blank, kind)) return 0;
    blank->slot[blank->slots++] = (Slot){
        .text = said.text,
        .size = (uint32_t)said.size,
        .start = (uint32_t)start,
        .end = (uint32_t)blank->copy.size,
        .kind = kind,
        .level = (uint8_t)reader->level,
    };
    return 1;
}

/* The next sign behind white space; 0 at the end. */
static uint8_t next_sign(Reader *reader) {
    while (reader->at < reader->end) {
        uint8_t c = *reader->at;
        if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) return c;
        reader->at++;
    }
    return 0;
}

/* Write a sign that belongs to the blank. */
static int write_sign(Reader *reader, uint8_t c) {
    return put_byte(reader->blank, c) && append_byte(&reader->blank->copy, c);
}

static int pass(Reader *reader, uint8_t c) {
    if (next_sign(reader) != c) return 0;
    reader->at++;
    return write_sign(reader, c);
}

static int take_value(Reader *reader, int depth);

static int take_field(Reader *reader, int depth) {
    return next_sign(reader) == '"' && take_field_name(reader) && pass(reader, ':') && take_value(reader, depth);
}

/* An object or an array, by what closes it. */
static int take_all(Reader *reader, uint8_t closes, int depth) {
    if (depth == MOST_DEPTH || !write_sign(reader, *reader->at++)) return 0;
    if (pass(reader, closes)) return 1;
    do {
        if (closes == '}' ? !take_field(reader, depth + 1) : !take_value(reader, depth + 1)) return 0;
    } while (pass(reader, ','));
    return pass(reader, closes);
}

static int take_value(Reader *reader, int depth) {
    switch (next_sign(reader)) {
    case 0: return 0;
    case '"': return take_string(reader, depth);
    case '{': return take_all(reader, '}', depth);
    case '[': return take_all(reader, ']', depth);
    case 't':
    case 'f':
    case 'n': return take_word(reader);
    default: return take_number(reader);
    }
}

int take_whole(Reader *reader, int depth) {
    uint8_t opens = next_sign(reader);
    if ((opens != '{' && opens != '[') || !take_value(reader, depth)) return 0;
    return next_sign(reader) == 0 && reader->at == reader->end;
}

int take_document(Blank *blank, const uint8_t *text, size_t size) {
    Reader reader = {blank, text, text + size, 0};
    return take_whole(&reader, 0);
}

int take_plain(Blank *blank, const uint8_t *text, size_t size) {
    Reader reader = {blank, text, text, 0};
    Said said = {text, size, 0}, inside;
    if (text == NULL) return put_byte(blank, NOTHING);
    return !may_be_document(said, &inside) && take(&reader, said, PLAIN, 0);
}

int take_name(Blank *blank, const uint8_t *text, size_t size) {
    return is_plain((Said){text, size, 0}) && put(blank, text, size);
}
