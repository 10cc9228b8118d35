/* What the parts of the kernel share.
 *
 * The kernel does what recognizers/sequence/{alphabet,lookup,features,crf}.py do, to the bit; the
 * contract tests hold both to it. Must never read beyond a text, whatever the text holds.
 */
#ifndef REDACTOR_KERNEL_H
#define REDACTOR_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the weights are packed for little-endian machines; the Python code runs on all others"
#endif

/* Compiled once for the machine at hand and once with AVX2, where the loader can choose. */
#include <stdlib.h>
#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define HOT __attribute__((target_clones("avx2", "default")))
#else
#define HOT
#endif

/* What a HOT function calls must be within it, to be compiled for the same machine. */
#define INLINE __attribute__((always_inline)) static inline

enum { PAD = 4, LABELS = 8, COLUMNS = 9, MAX_TEMPLATES = 256, MAX_TERMS = 2048, MAX_SCALED = 64,
       WINDOW = 256, OVERLAP = 32, STRIP = 16 };

/* A column times a factor, and such a product seen from `offset` places away: a part of a template. */
typedef struct {
    int32_t column;
    uint32_t factor;
} Scaled;

typedef struct {
    int32_t scaled, offset;
} Term;

/* The trained model, all of it borrowed from buffers that the module keeps. */
typedef struct {
    const uint16_t *symbol; /* [65536] */
    const uint8_t *kind, *role; /* [65536] */
    const uint32_t *words; /* [1 << words_bits] */
    uint32_t *taken; /* [1 << words_bits] bits: which of the words' places hold one */
    const uint64_t *rows; /* [1 << bits]: a byte for each label, by feature id */
    uint32_t words_bits, bits, categories, han, roles, far, reach, scale;
    int32_t templates, scales, bias;
    int32_t ends_at[MAX_TEMPLATES]; /* terms of a template end here */
    Term terms[MAX_TERMS];
    Scaled scaled[MAX_SCALED];
    int32_t transitions[LABELS][LABELS]; /* previous label first */
    int32_t begins[LABELS], finals[LABELS]; /* cost of beginning and ending with a label */
    uint8_t group[LABELS], first[LABELS];
} Model;

/* One name or address in one text. */
typedef struct {
    size_t text, start, end;
    int32_t group;
    double lead;
} Stretch;

typedef struct {
    Stretch *items;
    size_t count, room;
} Stretches;

/* What one text needs while it is read; made for the longest text of a batch. */
typedef struct {
    uint16_t *symbols;
    uint32_t *columns[COLUMNS];
    uint8_t *path;
    int32_t *lead;
    void *memory;
} Work;

int work_make(Work *work, size_t longest);
void work_free(Work *work);

/* Codes of a text with PAD zeros on either side; -1 when memory runs out. */
int tag_text(const Model *model, Work *work, const uint32_t *codes, size_t length, size_t text,
             Stretches *found);
int is_word(const Model *model, Work *work, const uint32_t *codes, size_t length);

/* For tagging.c: scores of a window's characters, the first of them at `at` of the columns. */
void score_window(const Model *model, const Work *work, size_t at, size_t count,
                  int32_t (*scores)[LABELS]);

/* Of coding.c: symbols and columns of a text. */
void code_symbols(const Model *model, const uint32_t *codes, size_t size, uint16_t *symbols);
void fill_columns(const Model *model, Work *work, size_t length);

#endif
