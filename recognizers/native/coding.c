/* Characters to symbols, words and the columns that features are mixed from.
 *
 * The same as alphabet.py, lookup.py and the columns of features.py. Arrays hold PAD gaps, a text
 * and PAD gaps again, `size` in all.
 */
#include "kernel.h"

#include <string.h>

enum Column { SYMBOL, KIND, BEGINS, ENDS, INSIDE, AROUND, LEFT, RIGHT, FIRST };
enum { DIGIT = 1, LATIN = 10, MAX_RUN = 12, MOBILE = 11, TELEPHONE = 10, BEYOND = 0xD800 };

static const uint16_t RUN_SYMBOL[MAX_RUN + 1] = {1, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 8, 9};
static const uint32_t FEW[] = {0, 1, 2, 2, 3}, SOME[] = {0, 1, 1, 2};
static const uint32_t MIX = 0x9E3779B1u, STEP = 0x85EBCA6Bu;

static int is_digit(uint32_t code) { return code - '0' < 10u; }

static int is_letter(uint32_t code) { return code <= 'z' && (code | 0x20) - 'a' < 26u; }

static uint16_t run_symbol(int64_t run) { return RUN_SYMBOL[run < MAX_RUN ? run : MAX_RUN]; }

/* Where a mobile number that begins at `first` begins with its country code. */
static size_t with_country(const uint32_t *codes, size_t first, size_t start) {
    if (first >= start + 2 && codes[first - 2] == '8' && codes[first - 1] == '6') {
        if (first >= start + 4 && codes[first - 4] == '0' && codes[first - 3] == '0')
            return first - 4;
        return first - 2;
    }
    return first;
}

/* Code one run of digits, `run` long as it counts; one of 12 to 20 may be a room and a mobile. */
static void code_digits(const uint32_t *codes, size_t start, size_t end, int64_t run,
                        uint16_t *symbols) {
    size_t plain = end - start, begin = end, stop = end;
    if (plain > MOBILE && plain <= MOBILE + 9) {
        size_t firsts[2] = {end - MOBILE, start};
        for (int k = 0; k < 2; k++) {
            if (codes[firsts[k]] == '1' && codes[firsts[k] + 1] >= '3') {
                begin = with_country(codes, firsts[k], start);
                stop = firsts[k] + MOBILE;
                run -= (int64_t)(stop - begin);
                run = run > 1 ? run : 1;
                break;
            }
        }
    }
    for (size_t i = start; i < end; i++)
        symbols[i] = i >= begin && i < stop ? run_symbol(MOBILE) : run_symbol(run);
}

static size_t code_numbers(const uint32_t *codes, size_t start, size_t size, uint16_t *symbols) {
    size_t end = start, digits = 0;
    while (end < size && (is_digit(codes[end]) || (symbols[end] == '-' && end + 1 < size &&
                                                   is_digit(codes[end - 1]) && is_digit(codes[end + 1]))))
        digits += is_digit(codes[end++]);
    for (size_t i = start; i < end;) {
        size_t stop = i;
        while (stop < end && is_digit(codes[stop])) stop++;
        size_t run = digits >= TELEPHONE ? digits : stop - i;
        if (stop > i) code_digits(codes, i, stop, (int64_t)run, symbols);
        i = stop + 1; /* behind the hyphen */
    }
    return end;
}

static size_t code_letters(const uint32_t *codes, size_t start, size_t size, uint16_t *symbols) {
    size_t end = start;
    while (end < size && is_letter(codes[end])) end++;
    for (size_t i = start; i < end; i++)
        symbols[i] = end - start > 1 ? LATIN : (uint16_t)(codes[i] & 0xDF);
    return end;
}

void code_symbols(const Model *model, const uint32_t *codes, size_t size, uint16_t *symbols) {
    for (size_t i = 0; i < size; i++)
        symbols[i] = model->symbol[codes[i] > 0xFFFF ? BEYOND : codes[i]];
    for (size_t i = 0; i < size;) {
        if (is_digit(codes[i]))
            i = code_numbers(codes, i, size, symbols);
        else if (is_letter(codes[i]))
            i = code_letters(codes, i, size, symbols);
        else
            i++;
    }
}

/* The category of the word with this key; 0 for none, as for most keys, whose places are empty. */
static inline uint32_t category_of(const Model *model, uint32_t key) {
    uint32_t place = (key * MIX) >> (32 - model->words_bits);
    if (!(model->taken[place >> 5] >> (place & 31) & 1)) return 0;
    uint32_t entry = model->words[place];
    uint32_t finger = (key ^ (key >> 15)) & 0xFFFFFF00u;
    return (entry ^ finger) < 256 ? entry & 0xFF : 0;
}

/* Every word of two to five characters; of those that begin or end together the longest counts. */
static void find_words(const Model *model, const uint16_t *symbols, size_t size,
                       uint32_t *const *columns) {
    uint32_t *begins = columns[BEGINS], *ends = columns[ENDS], *inside = columns[INSIDE];
    memset(begins, 0, size * sizeof *begins);
    memset(ends, 0, size * sizeof *ends);
    memset(inside, 0, size * sizeof *inside);
    for (size_t i = 0; i + 1 < size; i++) {
        uint32_t key = (symbols[i] + 1u) * MIX;
        for (size_t tail = 1; tail <= 4 && i + tail < size; tail++) {
            key = (key * STEP) ^ ((symbols[i + tail] + 1u) * MIX);
            uint32_t category = category_of(model, key);
            if (!category) continue;
            uint32_t code = category + model->categories * (uint32_t)(tail - 1);
            begins[i] = code;
            if (code > ends[i + tail]) ends[i + tail] = code;
            for (size_t k = 0; k < tail; k++) inside[i + k] = 1;
        }
    }
}

static uint32_t bucket(const uint32_t *buckets, uint32_t last, uint32_t count) {
    return buckets[count < last ? count : last];
}

/* Particles, endings of places and digits of long numbers within reach, in one code. */
static void fill_around(const Model *model, const Work *work, size_t length) {
    uint32_t counts[4] = {0, 0, 0, 0};
    const uint16_t *symbols = work->symbols + PAD;
    uint32_t *around = work->columns[AROUND] + PAD;
    size_t reach = model->reach, high = 0;
    for (size_t i = 0; i < length; i++) {
        for (; high < length && high <= i + reach; high++) counts[model->role[symbols[high]] & 3]++;
        if (i > reach) counts[model->role[symbols[i - reach - 1]] & 3]--;
        around[i] = (bucket(FEW, 4, counts[1]) * 4 + bucket(FEW, 4, counts[2])) * 4 +
                    bucket(SOME, 3, counts[3]);
    }
}

static int is_fence(const Model *model, uint32_t kind) {
    return kind < model->han || (kind > model->han && kind < model->roles);
}

static int is_region(const Model *model, uint32_t begins) {
    if (begins == 0) return 0; /* no word at all, and nothing to divide */
    uint32_t category = begins % model->categories;
    return category == 1 || category == 2;
}

static uint32_t apart(const Model *model, size_t distance) {
    return (distance < model->far ? (uint32_t)distance : model->far) * 16;
}

/* How far the nearest fence is on either side, what it is, and what follows the left one. */
static void fill_fences(const Model *model, Work *work, size_t size) {
    const uint32_t *kinds = work->columns[KIND], *begins = work->columns[BEGINS];
    size_t before = 0, after = size - 1;
    for (size_t i = 0; i < size; i++) {
        if (is_fence(model, kinds[i])) before = i;
        work->columns[LEFT][i] = apart(model, i - before) + kinds[before] % 16;
        work->columns[FIRST][i] = kinds[before + 1 < size ? before + 1 : size - 1];
    }
    uint32_t what = kinds[after] % 16;
    for (size_t i = size; i-- > 0;) {
        work->columns[RIGHT][i] = apart(model, after - i) + what;
        int start = is_region(model, begins[i]) &&
                    (begins[i] / model->categories > 0 || is_region(model, begins[(i + 2) % size]));
        if (start || is_fence(model, kinds[i])) {
            after = i;
            what = start ? 15 : kinds[i] % 16;
        }
    }
}

void fill_columns(const Model *model, Work *work, size_t length) {
    size_t size = length + 2 * PAD;
    for (size_t i = 0; i < size; i++) {
        work->columns[SYMBOL][i] = work->symbols[i] + 1u;
        work->columns[KIND][i] = model->kind[work->symbols[i]] + 1u;
        work->columns[AROUND][i] = 0;
    }
    find_words(model, work->symbols, size, work->columns);
    fill_around(model, work, length);
    fill_fences(model, work, size);
}

int is_word(const Model *model, Work *work, const uint32_t *codes, size_t length) {
    size_t size = length + 2 * PAD;
    code_symbols(model, codes, size, work->symbols);
    find_words(model, work->symbols, size, work->columns);
    uint32_t code = work->columns[BEGINS][PAD];
    return code > 0 && length >= 2 && code / model->categories == length - 2;
}
