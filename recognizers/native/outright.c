/* What is found in a text outright, while its shape is told: numbers and addresses that stand alone, names
 * behind a word for them, of which nothing is left to ask.
 *
 * As the recognizers that say so find them, see recognizers/outright.py.
 */
#include "api.h"

#include "outright.h"

enum { MOST_OF_NAME = 4 };

/* Whether somebody finds what this finding is like. */
static int is_known(const Outright *outright, int which) {
    return PyTuple_GetItem(outright->findings, which) != Py_None;
}

/* Add a finding like another; -1 with an error. */
static int add_like(PyObject *other, size_t start, size_t end, PyObject *found) {
    PyObject *one = like(other, (Py_ssize_t)start, (Py_ssize_t)end);
    int failed = one == NULL ? -1 : PyList_Append(found, one);
    Py_XDECREF(one);
    return failed;
}

static int add(const Outright *outright, int which, size_t start, size_t end, PyObject *found) {
    return add_like(PyTuple_GetItem(outright->findings, which), start, end, found);
}

/* Whether the last that was found is the whole text. */
static int is_whole(const Text *text, PyObject *found) {
    Py_ssize_t count = PyList_Size(found);
    PyObject *last = count ? PyList_GetItem(found, count - 1) : NULL;
    return last != NULL && PyLong_AsSsize_t(PyTuple_GetItem(last, 0)) == 0 &&
           PyLong_AsSsize_t(PyTuple_GetItem(last, 1)) == (Py_ssize_t)text->size;
}

/* What finds all of one kind in a text: 1 with all of them, 0 where one must be looked at, -1 with an error. */
typedef int Find(const Outright *outright, const Text *text, PyObject *found);

static int find_mobiles_of(const Outright *outright, const Text *text, PyObject *found) {
    return part_mobiles(text, &outright->mobiles, found, NULL);
}

static int find_fixed(const Outright *outright, const Text *text, PyObject *found) {
    if (is_fixed_in_one(text)) return add(outright, SOLID, 0, text->size, found) < 0 ? -1 : 1;
    for (size_t at = 0; at < text->size; at++) {
        size_t end = fixed_line(text, at);
        if (end == DOUBT) return 0;
        if (end == NOTHING) continue;
        if (add(outright, SPLIT, at, end, found) < 0) return -1;
        at = end - 1;
    }
    return 1;
}

static int find_waybills(const Outright *outright, const Text *text, PyObject *found) {
    for (size_t at = 0; at < text->size; at++) {
        size_t end = waybill(text, at, &outright->carriers);
        if (end == DOUBT) return 0;
        if (end != NOTHING && add(outright, POSTED, at, end, found) < 0) return -1;
    }
    return 1;
}

static int find_mail(const Outright *outright, const Text *text, PyObject *found) {
    size_t start = mail_address(text);
    if (start == NOWHERE) return 0;
    return add(outright, MAILED, start, text->size, found) < 0 ? -1 : 1;
}

static int find_identity(const Outright *outright, const Text *text, PyObject *found) {
    size_t start = sole_identity(text);
    if (start == NOWHERE) return 0;
    return add(outright, IDENTIFIED, start, start + 18, found) < 0 ? -1 : 1;
}

/* A whole text of two to four Han characters; blanks around them are looked at elsewhere. */
static int find_name(const Outright *outright, const Text *text, PyObject *found) {
    if (text->size > MOST_OF_NAME || is(text, 0, SPACE) || is(text, text->size - 1, SPACE)) return 0;
    if (may_name_nobody(&outright->cued, text)) return 0;
    if (!is_whole_name(&outright->cued, text)) return 1;
    return add(outright, CALLED, 0, text->size, found) < 0 ? -1 : 1;
}

/* The kinds, in the order of the catalogue: the shapes that each needs, and one that forbids it; what its
 * findings are like; what is told where all of them are found, and where one of them is the whole text. */
static const struct {
    Find *find;
    uint64_t needs, never;
    int like;
    uint64_t told, told_whole;
} KINDS[] = {
    {find_mobiles_of, BIT(S_MOBILE), 0, USED, BIT(T_MOBILE), BIT(T_TELEPHONE)},
    {find_fixed, BIT(S_LANDLINE), 0, SPLIT, BIT(T_LANDLINE), BIT(T_TELEPHONE)},
    {find_mail, BIT(S_AT), 0, MAILED, BIT(T_MAIL), 0},
    {find_identity, BIT(S_IDENTITY), BIT(S_IDENTITY_FIELD), IDENTIFIED, BIT(T_IDENTITY), 0},
    {find_waybills, BIT(S_LETTERED), BIT(S_IDENTITY) | BIT(S_COMPANY), POSTED, BIT(T_CARRIED), BIT(T_WAYBILL)},
    {find_name, BIT(S_BARE_NAME) | BIT(S_NAME_FIELD), 0, CALLED, BIT(T_NAME), 0},
};

/* Find all names behind cues, rule by rule, and add to the shape that they are; -1 with an error. */
static int find_cued(const Outright *outright, const Text *text, uint64_t *shape, PyObject *found) {
    for (size_t r = 0; r < outright->cued.rule_count; r++) {
        const CueRule *rule = &outright->cued.rules[r];
        if (!(*shape & BIT(rule->shape))) continue;
        PyObject *other = PyTuple_GetItem(PyTuple_GetItem(outright->rules, (Py_ssize_t)r), 0);
        for (size_t start, end = 0; (end = next_cued(&outright->cued, rule, text, end, &start));)
            if (add_like(other, start, end, found) < 0) return -1;
        *shape |= BIT(T_CUED);
    }
    return 0;
}

int find_outright(const Outright *outright, const Text *text, uint64_t *shape, PyObject *found) {
    uint64_t told = 0;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if ((*shape & KINDS[i].needs) != KINDS[i].needs || *shape & KINDS[i].never) continue;
        if (!is_known(outright, KINDS[i].like)) continue;
        Py_ssize_t before = PyList_Size(found);
        int all = KINDS[i].find(outright, text, found);
        if (all == 0) all = PyList_SetSlice(found, before, PyList_Size(found), NULL);
        else if (all > 0) told |= KINDS[i].told;
        if (all < 0) return -1;
        if (PyList_Size(found) > before && is_whole(text, found)) told |= KINDS[i].told_whole;
    }
    *shape |= told;
    return find_cued(outright, text, shape, found);
}
