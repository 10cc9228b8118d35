/* Scores to the best labels, labels to names and addresses.
 *
 * The same as crf.py and the stretches of engine.py. Scores are whole numbers of 1/scale, so that
 * the order of additions does not matter.
 */
#include "kernel.h"

#include <string.h>

int work_make(Work *work, size_t longest) {
    size_t size = longest + 2 * PAD + STRIP; /* the last strip goes beyond the text's end */
    size_t each = COLUMNS * sizeof(uint32_t) + sizeof(int32_t) + sizeof(uint16_t) + 1;
    if (size > SIZE_MAX / each - 64) return -1;
    char *memory = calloc(size * each + 64, 1);
    if (memory == NULL) return -1;
    work->memory = memory;
    for (int c = 0; c < COLUMNS; c++, memory += size * sizeof(uint32_t))
        work->columns[c] = (uint32_t *)memory;
    work->lead = (int32_t *)memory;
    memory += size * sizeof(int32_t);
    work->symbols = (uint16_t *)memory;
    memory += size * sizeof(uint16_t);
    work->path = (uint8_t *)memory;
    return 0;
}

void work_free(Work *work) { free(work->memory); }

/* Numbers of the labels, side by side. */
typedef int32_t Row __attribute__((vector_size(4 * LABELS)));

/* The best that leads to each label of the next character, and the first label that each comes from. */
INLINE void step(const Model *model, const int32_t *before, Row *best, Row *from) {
    Row most, first = {0}, reached;
    memcpy(&most, model->transitions[0], sizeof most);
    most += before[0];
    for (int32_t p = 1; p < LABELS; p++) {
        memcpy(&reached, model->transitions[p], sizeof reached);
        reached += before[p];
        Row more = reached > most;
        first = (more & p) | (~more & first);
        most = (more & reached) | (~more & most);
    }
    *best = most;
    *from = first;
}

/* The first of the best labels. */
static uint8_t best_label(const int32_t *best) {
    uint8_t label = 0;
    for (uint8_t l = 1; l < LABELS; l++)
        if (best[l] > best[label]) label = l;
    return label;
}

/* A stretch of a text as it is labelled: where it begins, and the scores of its characters. */
typedef struct {
    size_t begin, count, known; /* of its characters the first `known` have their scores already */
    int32_t scores[WINDOW][LABELS];
} Window;

/* The best way to each label of a window's last character; for each character but the first, where it comes from. */
HOT static void follow(const Model *model, const Window *window, int32_t *best, int32_t (*from)[LABELS]) {
    Row now, begins, scores, came;
    memcpy(&now, window->scores[0], sizeof now);
    memcpy(&begins, model->begins, sizeof begins);
    now *= (int32_t)model->scale;
    if (window->begin == 0) now += begins;
    for (size_t i = 1; i < window->count; i++) {
        memcpy(best, &now, sizeof now);
        memcpy(&scores, window->scores[i], sizeof scores);
        step(model, best, &now, &came);
        now += scores * (int32_t)model->scale;
        memcpy(from[i], &came, sizeof came);
    }
    memcpy(best, &now, sizeof now);
}

/* Label a window's characters, and keep those of them it can be sure of. */
static void label_window(const Model *model, Work *work, Window *window, size_t length) {
    int32_t best[LABELS], from[WINDOW][LABELS], (*scores)[LABELS] = window->scores;
    size_t begin = window->begin, count = window->count, known = window->known;
    int last = begin + count == length;
    size_t low = begin == 0 ? 0 : OVERLAP, high = last ? count : count - OVERLAP;
    score_window(model, work, PAD + begin + known, count - known, scores + known);
    follow(model, window, best, from);
    for (int l = 0; l < LABELS && last; l++) best[l] += model->finals[l];
    uint8_t label = best_label(best);
    for (size_t i = count; i-- > 0;) {
        if (i >= low && i < high) {
            work->path[begin + i] = label;
            work->lead[begin + i] = scores[i][label] - scores[i][0];
        }
        if (i > 0) label = (uint8_t)from[i][label];
    }
}

/* Label the next window, whose first characters were the last one's last. */
static void label_next(const Model *model, Work *work, Window *window, size_t length) {
    size_t shared = 2 * OVERLAP, gone = WINDOW - shared;
    memcpy(window->scores, window->scores + gone, shared * sizeof *window->scores);
    window->begin += gone;
    window->count = length - window->begin < WINDOW ? length - window->begin : WINDOW;
    window->known = shared;
    label_window(model, work, window, length);
}

static int add(Stretches *found, Stretch one) {
    if (found->count == found->room) {
        size_t room = found->room ? 2 * found->room : 64;
        Stretch *items = realloc(found->items, room * sizeof one);
        if (items == NULL) return -1;
        found->items = items;
        found->room = room;
    }
    found->items[found->count++] = one;
    return 0;
}

/* Names and addresses begin where the kind of label changes or a first label stands. */
static int add_stretches(const Model *model, const Work *work, size_t length, size_t text,
                         Stretches *found) {
    for (size_t start = 0; start < length;) {
        int32_t group = model->group[work->path[start]];
        size_t end = start;
        int64_t lead = 0;
        do lead += work->lead[end++];
        while (end < length && model->group[work->path[end]] == group &&
               !model->first[work->path[end]]);
        if (group) {
            double mean = (double)lead / 16.0 / (double)(end - start);
            if (add(found, (Stretch){text, start, end, group, mean}) < 0) return -1;
        }
        start = end;
    }
    return 0;
}

int tag_text(const Model *model, Work *work, const uint32_t *codes, size_t length, size_t text,
             Stretches *found) {
    if (length == 0) return 0;
    code_symbols(model, codes, length + 2 * PAD, work->symbols);
    fill_columns(model, work, length);
    Window window; /* its scores are written before they are read */
    window.begin = window.known = 0;
    window.count = length < WINDOW ? length : WINDOW;
    label_window(model, work, &window, length);
    while (window.begin + window.count < length) label_next(model, work, &window, length);
    return add_stretches(model, work, length, text, found);
}
