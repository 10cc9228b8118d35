/* Words that say what a text is about, alone, beside a surname or no letter: WORDS of recognizers/written.py. */
#include "scan.h"

static uint32_t plain(uint32_t code) {
    if (code >= 'A' && code <= 'Z') return code | 0x20;
    if (code == 0x130 || code == 0x131) return 'i';
    if (code == 0x17F) return 's';
    return code == 0x212A ? 'k' : code;
}

/* Small letters that go on with a word; a last s is a plural's, and `no` stands before a number. */
static int is_worded(const Text *text, size_t end) {
    if (!is(text, end, LOWER)) return 0;
    if (text->codes[end] == 's') return is(text, end + 1, LETTERS);
    return text->codes[end] != 'n' || code_at(text, end + 1) != 'o' || is(text, end + 2, LOWER);
}

static int fits(const Text *text, size_t at, size_t end, uint8_t condition) {
    if (condition == ALWAYS) return 1;
    if (condition == SURNAME_BEFORE) return at > 0 && is(text, at - 1, SURNAME);
    if (condition == NO_LETTER_BEFORE || condition == NO_WORD_AROUND)
        return !(at && is(text, at - 1, LETTERS)) && !(condition == NO_WORD_AROUND && is_worded(text, end));
    uint32_t link = code_at(text, end);
    if (is(text, end, SURNAME)) return 1;
    end += link == ':' || link == 0xFF1A || link == 0x4E3A || link == 0x662F || link == 0x53EB;
    end += code_at(text, end) == ' ';
    end += code_at(text, end) == ' ';
    return is(text, end, SURNAME);
}

/* Whether a word of a group may have this as its second character; one of a single character may have any. */
static int may_go_on(const Scanner *scanner, uint8_t head, uint32_t code) {
    return scanner->seconds[head - 1] >> (plain(code) & 63) & 1;
}

uint64_t shapes_of_words(const Text *text, size_t at) {
    const Scanner *scanner = text->scanner;
    uint8_t head = scanner->heads[text->codes[at]];
    uint64_t bits = 0;
    if (head == 0 || !may_go_on(scanner, head, code_at(text, at + 1))) return 0;
    for (size_t w = scanner->group_starts[head - 1]; w < scanner->group_starts[head]; w++) {
        const Word *word = &scanner->word[w];
        size_t i = 1;
        while (i < word->length && at + i < text->size && plain(text->codes[at + i]) == word->characters[i]) i++;
        if (i == word->length && fits(text, at, at + i, word->condition)) bits |= BIT(word->bit);
    }
    return bits;
}
