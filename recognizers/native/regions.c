/* The province, the city and the county that an address begins with, as regions.py finds them. */
#include "address.h"

static const uint32_t MIX = 0x9E3779B1u;

/* Where the names that begin with two characters are listed, or would be. */
static size_t place_of(const Grammar *grammar, uint32_t key) {
    size_t place = (key * MIX) >> 19;
    while (grammar->heads[place].count && grammar->heads[place].key != key) place = (place + 1) % HEADS;
    return place;
}

Head *place_of_head(Grammar *grammar, uint32_t key) { return &grammar->heads[place_of(grammar, key)]; }

static int is_han(const Address *address, size_t at) {
    uint32_t code = sign_at(address, at);
    return code >= 0x4E00 && code <= 0x9FFF;
}

static int stands(const Address *address, const Name *name, size_t at) {
    const uint16_t *characters = address->grammar->characters + name->start;
    if (address->length - at < name->length) return 0;
    for (size_t i = 0; i < name->length; i++)
        if (address->codes[at + i] != characters[i]) return 0;
    return 1;
}

/* 中山|路, 南京|东路: a road or a house that is named after a city. */
static int goes_on_as_namesake(const Address *address, size_t at) {
    for (size_t side = in_class(address, at, SIDE) + 1; side-- > 0;)
        for (size_t order = in_class(address, at + side, ORDER) + 1; order-- > 0;)
            if (ending_at(address, NAMESAKE, at + side + order)) return 1;
    return 0;
}

/* 开发区 and the like are no counties. */
static int is_no_county(const Address *address, size_t start, size_t end) {
    for (size_t length = 2; length <= ENDING_LENGTH && start + length <= end; length++)
        if (ending_at(address, NO_COUNTY, end - length) == end) return 1;
    return 0;
}

/* A region by its ending: where it ends, or 0. */
static size_t by_suffix(const Address *address, size_t at, uint8_t *level) {
    for (int s = 0; s < address->grammar->suffix_count; s++) {
        const Suffix *suffix = &address->grammar->suffixes[s];
        for (size_t n = 0; n <= suffix->most; n++) {
            size_t end = n < suffix->least ? 0 : ending_at(address, SUFFIX + s, at + n);
            if (end) {
                *level = suffix->level;
                return is_no_county(address, at, end) ? 0 : end;
            }
            if (!is_han(address, at + n)) break;
        }
    }
    return 0;
}

/* The longest known name at a place, else one by its ending: where it ends, or 0. */
static size_t longest(const Address *address, size_t at, uint8_t *level) {
    const Grammar *grammar = address->grammar;
    uint32_t key = sign_at(address, at) << 16 | sign_at(address, at + 1);
    const Head *head = &grammar->heads[place_of(grammar, key)];
    for (const Name *name = grammar->names + head->first; name < grammar->names + head->first + head->count; name++) {
        if (stands(address, name, at) && !goes_on_as_namesake(address, at + name->length)) {
            *level = name->level;
            return at + name->length;
        }
    }
    return by_suffix(address, at, level);
}

size_t take_region(const Address *address, Piece *pieces) {
    size_t count = 0;
    for (size_t at = 0; at < address->length;) {
        if (in_class(address, at, REGION_GAP)) {
            at++;
            continue;
        }
        uint8_t level = NO_LEVEL;
        size_t end = longest(address, at, &level);
        if (!end) break;
        pieces[count++] = (Piece){at, end, level};
        at = end;
    }
    return count;
}
