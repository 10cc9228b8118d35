/* Findings of stretches that are certain as they stand: recognizers/sequence/certain.py.
 *
 * Whatever it is not sure of it leaves to the recognizer's own rules.
 */
#include "api.h"

#include "certain.h"
#include "door.h"
#include "making.h"

#include <stdlib.h>

#define CAPSULE "recognizers.native.Teller"

/* Classes of characters, in the order of `recognizers.sequence.certain`. */
enum {
    HAN = 1, ENDS_NAME = 2, BEHIND_NAME = 4, BEFORE_NAME = 8, ENDS_LIKE = 16, SAYS = 32, SMALL = 64,
    NUMERAL = 128, FREIGHT = 256, DIGIT = 512
};
enum { SHORT = 1024, WORD = 2, LEAST = 3, FIELDS = 8, MOST_OF_FREIGHT = 128, FREIGHT_LENGTH = 4, BEGUN_NUMBER = 7 };

/* What findings are made of: a type, labels, what found a stretch, sets of words, evidence, and two capsules. */
enum Held {
    TYPE, PERSON, ADDRESS, RULE, LOOKALIKES, COMMON, OF_NAME, OF_ADDRESS, OF_FIELD, OF_SHORT, OF_TALK, MODEL, GRAMMAR, HELD
};

/* Words that speak of freight; zeros behind their ends. */
typedef struct {
    uint32_t word[MOST_OF_FREIGHT][FREIGHT_LENGTH];
    Py_ssize_t count;
} Freight;

struct Teller {
    PyObject *held[HELD];
    Py_buffer classes;
    Freight freight;
    double sure_name, sure_address;
    Py_ssize_t long_address, prefix, short_text, reach; /* characters */
};

static void teller_free(PyObject *capsule) {
    Teller *teller = PyCapsule_GetPointer(capsule, CAPSULE);
    if (teller == NULL) return;
    if (teller->classes.obj != NULL) PyBuffer_Release(&teller->classes);
    for (int i = 0; i < HELD; i++) Py_XDECREF(teller->held[i]);
    free(teller);
}

const Teller *teller_of(PyObject *capsule) { return PyCapsule_GetPointer(capsule, CAPSULE); }

Py_ssize_t teller_prefix(const Teller *teller) { return teller->prefix; }

static int take_freight(Freight *freight, PyObject *words) {
    freight->count = PyTuple_Size(words);
    if (freight->count > MOST_OF_FREIGHT) return refuse("words of freight");
    for (Py_ssize_t i = 0; i < freight->count; i++) {
        PyObject *word = PyTuple_GetItem(words, i);
        Py_ssize_t length = PyUnicode_GetLength(word);
        if (length < 0) return -1;
        if (length < 1 || length > FREIGHT_LENGTH) return refuse("a word of freight");
        if (PyUnicode_AsUCS4(word, freight->word[i], length, 0) == NULL) return -1;
    }
    return 0;
}

PyObject *make_teller(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *classes, *held, *words;
    Teller given = {0};
    if (!PyArg_ParseTuple(args, "OO!O!ddnnnn", &classes, &PyTuple_Type, &held, &PyTuple_Type, &words, &given.sure_name,
                          &given.sure_address, &given.long_address, &given.prefix, &given.short_text, &given.reach))
        return NULL;
    if (take_freight(&given.freight, words) < 0) return NULL;
    if (PyTuple_Size(held) != HELD) return refuse("what findings are made of"), NULL;
    if (!is_kind_of_tuple(PyTuple_GetItem(held, TYPE)) || grammar_of(PyTuple_GetItem(held, GRAMMAR)) == NULL ||
        model_of(PyTuple_GetItem(held, MODEL)) == NULL)
        return NULL;
    if (!PyFrozenSet_CheckExact(PyTuple_GetItem(held, LOOKALIKES)) || !PyFrozenSet_CheckExact(PyTuple_GetItem(held, COMMON)))
        return refuse("no set of words"), NULL;
    PyObject *capsule;
    Teller *teller = in_capsule(sizeof *teller, CAPSULE, teller_free, &capsule);
    if (teller == NULL) return NULL;
    *teller = given;
    for (int i = 0; i < HELD; i++) teller->held[i] = Py_NewRef(PyTuple_GetItem(held, i));
    if (PyObject_GetBuffer(classes, &teller->classes, PyBUF_SIMPLE) == 0 && teller->classes.len != 2 * 65536)
        refuse("the size of a table");
    if (PyErr_Occurred()) {
        Py_DecRef(capsule);
        return NULL;
    }
    return capsule;
}

static int is(const Teller *teller, const Read *read, Py_ssize_t at, int classes) {
    if (at >= read->size || read->codes[at] > 0xFFFF) return 0;
    return (((const uint16_t *)teller->classes.buf)[read->codes[at]] & classes) != 0;
}

/* 1 where a stretch's characters are one of these words, -1 with an error. */
static int is_among(const Read *read, const Candidate *one, PyObject *words) {
    PyObject *word = PyUnicode_Substring(read->text, one->start - read->before, one->end - read->before);
    int among = word == NULL ? -1 : PySet_Contains(words, word);
    Py_XDECREF(word);
    return among;
}

static int is_short_word(const Teller *teller, const Read *read, const Candidate *one, Work *work) {
    if (one->end - one->start > WORD) return 0;
    uint32_t codes[WORD + 2 * PAD] = {0};
    for (Py_ssize_t i = one->start; i < one->end; i++) codes[PAD + i - one->start] = read->codes[i];
    return is_word(model_of(teller->held[MODEL]), work, codes, (size_t)(one->end - one->start));
}

/* As `names.evidence.enough` finds most: neither a word nor a road, without a title. */
static int is_name(const Teller *teller, const Read *read, const Candidate *one) {
    if (is(teller, read, one->end - 1, ENDS_NAME) || is(teller, read, one->end, BEHIND_NAME) ||
        is(teller, read, one->start, BEFORE_NAME))
        return 0;
    int among = is_among(read, one, teller->held[LOOKALIKES]);
    return among < 0 ? -1 : !among;
}

/* A mobile number begins: 1, a digit of 3 to 9 and five more, and no digit before it. */
static int begins_number(const Teller *teller, const Read *read, Py_ssize_t at, Py_ssize_t high) {
    if (read->codes[at] != '1' || at + BEGUN_NUMBER > high || (at && is(teller, read, at - 1, DIGIT))) return 0;
    if (read->codes[at + 1] < '3') return 0;
    for (Py_ssize_t i = at + 1; i < at + BEGUN_NUMBER; i++)
        if (!is(teller, read, i, DIGIT)) return 0;
    return 1;
}

/* A word of freight begins, and ends within the text that is looked at. */
static int begins_freight(const Teller *teller, const Read *read, Py_ssize_t at, Py_ssize_t high) {
    for (Py_ssize_t w = 0; w < teller->freight.count; w++) {
        const uint32_t *word = teller->freight.word[w];
        Py_ssize_t i = 0;
        while (i < FREIGHT_LENGTH && word[i] && at + i < high && read->codes[at + i] == word[i]) i++;
        if (i == FREIGHT_LENGTH || word[i] == 0) return 1;
    }
    return 0;
}

/* As `names.evidence.about_freight` finds most. */
static int is_about_freight(const Teller *teller, const Read *read, const Candidate *one) {
    Py_ssize_t at = one->start > teller->reach ? one->start - teller->reach : 0;
    Py_ssize_t high = read->size - one->end > teller->reach ? one->end + teller->reach : read->size;
    for (; at < high; at++)
        if ((is(teller, read, at, FREIGHT) && begins_freight(teller, read, at, high)) ||
            begins_number(teller, read, at, high))
            return 1;
    return 0;
}

/* What carries a name of which the model is sure, or that stands in a short text or in talk of freight; NULL for none,
 * or with an error. */
static PyObject *why_name(const Teller *teller, const Read *read, const Candidate *one) {
    Py_ssize_t at = one->start;
    if (is_name(teller, read, one) <= 0) return NULL;
    if (PyFloat_AsDouble(one->score) >= teller->sure_name) return teller->held[OF_NAME];
    while (at < one->end && is(teller, read, at, NUMERAL)) at++;
    if (at == one->end) return NULL; /* a number */
    if (read->size <= teller->short_text) return teller->held[OF_SHORT];
    return is_about_freight(teller, read, one) ? teller->held[OF_TALK] : NULL;
}

/* As `address.evidence.enough` finds most: it holds a number, and nothing else looks like it. */
static int is_address(const Teller *teller, const Read *read, const Candidate *one) {
    Py_ssize_t at = one->start;
    while (at < one->end && is(teller, read, at, HAN)) at++;
    if (at == one->end || PyFloat_AsDouble(one->score) < teller->sure_address) return 0;
    if (one->end - one->start >= teller->long_address) return 1;
    if (one->end < LEAST || is(teller, read, one->start, SMALL) || is(teller, read, one->end - 1, ENDS_LIKE) ||
        is(teller, read, one->end - 2, SAYS) || is(teller, read, one->end - 3, SAYS))
        return 0;
    int among = is_among(read, one, teller->held[COMMON]);
    return among < 0 ? -1 : !among;
}

/* What carries a stretch; NULL where it is not certain, or with an error. */
static PyObject *why(const Teller *teller, const Read *read, const Candidate *one, Work *work) {
    int person = one->label == teller->held[PERSON];
    if (person && is_short_word(teller, read, one, work)) return NULL; /* it is less certain */
    if (read->asked != FOR_NOTHING) return person && read->asked == FOR_ADDRESS ? NULL : teller->held[OF_FIELD];
    if (person) return why_name(teller, read, one);
    return is_address(teller, read, one) > 0 ? teller->held[OF_ADDRESS] : NULL;
}

/* One stretch as it is: 0 where it is not what the model gives, -1 with an error. */
static int take(const Teller *teller, const Read *read, PyObject *stretch, Candidate *given) {
    if (!PyTuple_Check(stretch) || PyTuple_Size(stretch) < 5) return refuse("a stretch");
    PyObject *start = PyTuple_GetItem(stretch, 0), *end = PyTuple_GetItem(stretch, 1);
    if (!PyLong_Check(start) || !PyLong_Check(end)) return refuse("an offset");
    *given = (Candidate){PyLong_AsSsize_t(start), PyLong_AsSsize_t(end), PyTuple_GetItem(stretch, 2), PyTuple_GetItem(stretch, 3)};
    if (PyErr_Occurred()) return -1;
    if (!PyFloat_Check(given->score)) return refuse("a score");
    return PyTuple_GetItem(stretch, 4) == teller->held[RULE] && given->start >= 0 && given->end > given->start &&
           given->end <= read->size;
}

PyObject *finding_of(const Teller *teller, const Read *read, const Candidate *one, Work *work) {
    int is_told = one->start >= read->shift && (one->label == teller->held[PERSON] || one->label == teller->held[ADDRESS]);
    PyObject *evidence = is_told ? why(teller, read, one, work) : NULL;
    if (PyErr_Occurred()) return NULL;
    if (evidence == NULL) return Py_NewRef(Py_None);
    Py_ssize_t start = one->start - read->shift, end = one->end - read->shift;
    PyObject *parts = one->label == teller->held[PERSON]
                          ? PyTuple_New(0)
                          : parts_at(teller->held[GRAMMAR], read->codes + one->start, (size_t)(end - start), start);
    if (parts == NULL || parts == Py_None) return parts;
    PyObject *finding = made(teller->held[TYPE], FIELDS, start, end);
    PyObject *fields[] = {one->label, one->score, read->recognizer, parts, Py_False, evidence};
    for (int i = 0; finding != NULL && i < FIELDS - 2; i++) PyTuple_SetItem(finding, i + 2, Py_NewRef(fields[i]));
    Py_DECREF(parts);
    return finding;
}

/* The same of a stretch as Python has it. */
static PyObject *finding_in(const Teller *teller, const Read *read, PyObject *stretch, Work *work) {
    Candidate one;
    int taken = take(teller, read, stretch, &one);
    if (taken > 0) return finding_of(teller, read, &one, work);
    return taken < 0 || PyErr_Occurred() ? NULL : Py_NewRef(Py_None);
}

/* The findings of one text: a list of all, or a tuple with None for those that are not certain. */
static PyObject *findings_in(const Teller *teller, Read *read, PyObject *stretches, Work *work) {
    if (!PyList_Check(stretches)) return refuse("a list of stretches"), NULL;
    Py_ssize_t count = PyList_Size(stretches);
    PyObject *all = PyList_New(count);
    if (all == NULL || count == 0) return all;
    uint32_t few[SHORT], *many = NULL;
    read->size = PyUnicode_GetLength(read->text);
    read->shift = read->asked == FOR_NOTHING ? 0 : teller->prefix;
    read->codes = few;
    if (read->size > SHORT) read->codes = many = PyUnicode_AsUCS4Copy(read->text);
    else if (read->size > 0 && PyUnicode_AsUCS4(read->text, few, read->size, 0) == NULL) read->codes = NULL;
    if (read->size < 0 || read->codes == NULL) Py_CLEAR(all);
    int missing = 0;
    for (Py_ssize_t i = 0; all != NULL && i < count; i++) {
        PyObject *finding = finding_in(teller, read, PyList_GetItem(stretches, i), work);
        missing |= finding == Py_None;
        if (finding == NULL) Py_CLEAR(all);
        else PyList_SetItem(all, i, finding);
    }
    PyMem_Free(many);
    if (all == NULL || !missing) return all;
    PyObject *some = PyList_AsTuple(all);
    Py_DECREF(all);
    return some;
}

PyObject *find_certain(PyObject *self, PyObject *args) {
    (void)self;
    PyObject *capsule, *texts, *found;
    Read read = {0};
    const char *asked;
    Py_ssize_t fields;
    if (!PyArg_ParseTuple(args, "OUO!O!y#", &capsule, &read.recognizer, &PyList_Type, &texts, &PyList_Type, &found, &asked, &fields))
        return NULL;
    const Teller *teller = teller_of(capsule);
    Py_ssize_t count = PyList_Size(texts);
    if (teller == NULL || count < 0) return NULL;
    if (PyList_Size(found) != count || fields != count) return refuse("as many texts as lists"), NULL;
    Work work = {0};
    if (work_make(&work, WORD) < 0) return PyErr_NoMemory();
    PyObject *all = PyList_New(count);
    for (Py_ssize_t i = 0; all != NULL && i < count; i++) {
        read.text = PyList_GetItem(texts, i);
        read.asked = asked[i] == FOR_NAME ? FOR_NAME : asked[i] == FOR_ADDRESS ? FOR_ADDRESS : FOR_NOTHING;
        PyObject *findings = findings_in(teller, &read, PyList_GetItem(found, i), &work);
        if (findings == NULL) Py_CLEAR(all);
        else PyList_SetItem(all, i, findings);
    }
    work_free(&work);
    return all;
}
