/* Takes the rules that names behind cues are found by. */
#include "api.h"

#include "cued_door.h"
#include "door.h"
#include "places.h"

static int take_phrase(Phrase *phrase, PyObject *word) {
    Py_ssize_t length = PyUnicode_GetLength(word);
    if (length < 0) return -1;
    if (length < 1 || length > PHRASE_LENGTH) return refuse("a cue");
    phrase->length = (size_t)length;
    return PyUnicode_AsUCS4(word, phrase->codes, length, 0) == NULL ? -1 : 0;
}

static int take_behind(CueRule *rule, PyObject *words) {
    Py_ssize_t count = PyTuple_Size(words);
    if (count < 0 || count > MAX_BEHIND) return PyErr_Occurred() ? -1 : refuse("cues");
    for (Py_ssize_t i = 0; i < count; i++)
        if (take_phrase(&rule->behind[i], PyTuple_GetItem(words, i)) < 0) return -1;
    rule->behind_count = (size_t)count;
    return 0;
}

static int take_cues(CueRule *rule, PyObject *cues) {
    Py_ssize_t count = PyTuple_Size(cues);
    if (count < 0 || count > MAX_CUES) return PyErr_Occurred() ? -1 : refuse("cues");
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *word;
        Phrase *cue = &rule->cues[i];
        if (!PyArg_ParseTuple(PyTuple_GetItem(cues, i), "Up", &word, &cue->guarded)) return -1;
        if (take_phrase(cue, word) < 0) return -1;
    }
    rule->cue_count = (size_t)count;
    return 0;
}

static int take_compounds(Cued *cued, PyObject *compounds) {
    Py_ssize_t count = PyTuple_Size(compounds);
    if (count < 0 || count > MAX_COMPOUNDS) return PyErr_Occurred() ? -1 : refuse("compound surnames");
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *surname = PyTuple_GetItem(compounds, i);
        if (PyUnicode_GetLength(surname) != 2) return PyErr_Occurred() ? -1 : refuse("a compound surname");
        if (PyUnicode_AsUCS4(surname, cued->compounds[i], 2, 0) == NULL) return -1;
    }
    cued->compound_count = (size_t)count;
    return 0;
}

static int take_rule(Cued *cued, PyObject *given) {
    CueRule *rule = &cued->rules[cued->rule_count];
    PyObject *finding, *cues, *behind;
    if (!PyArg_ParseTuple(given, "OiO!O!ppi", &finding, &rule->shape, &PyTuple_Type, &cues, &PyTuple_Type, &behind,
                          &rule->linked, &rule->ends, &rule->forms))
        return -1;
    if (!is_finding(finding)) return refuse("a finding");
    if (rule->shape < 0 || rule->shape >= S_FOLDS) return refuse("the shape of cues");
    if (take_cues(rule, cues) < 0 || take_behind(rule, behind) < 0) return -1;
    cued->rule_count++;
    return 0;
}

int take_cued(Cued *cued, PyObject *rules, PyObject *compounds) {
    Py_ssize_t count = PyTuple_Size(rules);
    if (count < 0 || count > MAX_RULES) return PyErr_Occurred() ? -1 : refuse("rules of cues");
    for (Py_ssize_t i = 0; i < count; i++)
        if (take_rule(cued, PyTuple_GetItem(rules, i)) < 0) return -1;
    return take_compounds(cued, compounds);
}
