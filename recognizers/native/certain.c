/* Findings of stretches that are certain as they stand: recognizers/sequence/certain.py.
 *
 * Whatever it is not sure of it leaves to the recognizer's own rules.
 */
#include "api.h"

#include "door.h"
#include "making.h"
#include "teller.h"

enum { SHORT = 1024, WORD = 2, LEAST = 3, FIELDS = 8, BEGUN_NUMBER = 7, STATION_REACH = 40 };

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

/* Words begin at a place, and end within the text that is looked at. */
static int begins_word(const Words *words, const Read *read, Py_ssize_t at, Py_ssize_t high) {
    for (Py_ssize_t w = 0; w < words->count; w++) {
        const uint32_t *word = words->word[w];
        Py_ssize_t i = 0;
        while (i < LENGTH_OF_WORD && word[i] && at + i < high && read->codes[at + i] == word[i]) i++;
        if (i == LENGTH_OF_WORD || word[i] == 0) return 1;
    }
    return 0;
}

/* One of these words ends a stretch. */
static int ends_word(const Words *words, const Read *read, const Candidate *one) {
    for (Py_ssize_t w = 0; w < words->count; w++) {
        const uint32_t *word = words->word[w];
        Py_ssize_t size = 0, i = 0;
        while (size < LENGTH_OF_WORD && word[size]) size++;
        while (i < size && one->end - size + i >= one->start && read->codes[one->end - size + i] == word[i]) i++;
        if (i == size) return 1;
    }
    return 0;
}

/* 吴先生, but not 曹福生: a title ends a name; one of two characters may be a surname and one. */
static int is_titled(const Teller *teller, const Read *read, const Candidate *one) {
    if (!is(teller, read, one->end - 1, ENDS_TITLE)) return 0;
    return one->end - one->start <= WORD || ends_word(&teller->titles, read, one);
}

/* As `names.evidence.enough` finds most: neither a word nor a road, without a title. */
static int is_name(const Teller *teller, const Read *read, const Candidate *one) {
    if (is(teller, read, one->end - 1, ENDS_NAME) || is_titled(teller, read, one) || is(teller, read, one->end, BEHIND_NAME) ||
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

/* As `names.evidence.about_freight` finds most. */
static int is_about_freight(const Teller *teller, const Read *read, const Candidate *one) {
    Py_ssize_t at = one->start > teller->reach ? one->start - teller->reach : 0;
    Py_ssize_t high = read->size - one->end > teller->reach ? one->end + teller->reach : read->size;
    for (; at < high; at++)
        if ((is(teller, read, at, FREIGHT) && begins_word(&teller->freight, read, at, high)) ||
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

/* It may lie in the name of a carrier's house, `[区域名某某公司]`: nothing but Han stands between a bracket and its end. */
static int may_be_in_station(const Teller *teller, const Read *read, const Candidate *one) {
    Py_ssize_t at = one->start, least = at > STATION_REACH ? at - STATION_REACH : 0;
    while (at < one->end && is(teller, read, at, HAN)) at++;
    if (at < one->end) return 0;
    for (at = one->start; at > least && is(teller, read, at - 1, HAN);) at--;
    return at > 0 && (read->codes[at - 1] == '[' || read->codes[at - 1] == 0x3010 || read->codes[at - 1] == 0x300C);
}

/* As `address.evidence.enough` finds most: it is in no carrier's name, and nothing else looks like it. */
static int is_address(const Teller *teller, const Read *read, const Candidate *one) {
    if (PyFloat_AsDouble(one->score) < teller->sure_address || may_be_in_station(teller, read, one)) return 0;
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
