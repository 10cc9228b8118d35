/* What was found in the records of a batch, and why others were refused, in order. Must never pass over what is no
 * result: it is raised. */
#include "api.h"

#include "results.h"

enum { DETECTIONS = 3, SIGHTING = 4, REASON = 2, ODD_VIEWS = -1 };

static int bytes_at(PyObject *made, Py_ssize_t at, const uint8_t **start, size_t *size) {
    PyObject *bytes = PyTuple_GetItem(made, at);
    if (bytes == NULL || !PyBytes_Check(bytes)) return refuse("bytes"), -1;
    *start = (const uint8_t *)PyBytes_AS_STRING(bytes);
    *size = (size_t)PyBytes_GET_SIZE(bytes);
    return 0;
}

int take_results(PyObject *list, PyObject *made, Results *results) {
    *results = (Results){list, NULL, NULL, NULL, NULL, 0, 0};
    if (!PyList_Check(list)) return refuse("results"), -1;
    if (made == Py_None) return 0;
    if (!PyTuple_Check(made) || PyTuple_Size(made) < MADE) return refuse("what was made"), -1;
    results->kinds = PyTuple_GetItem(made, KINDS);
    results->targets = PyTuple_GetItem(made, COPY_TARGETS);
    if (!PyList_Check(results->kinds) || !PyTuple_Check(results->targets)) return refuse("what was made"), -1;
    if (bytes_at(made, COPIES, &results->copies, &results->copies_size) < 0) return -1;
    return bytes_at(made, SPOTS, &results->spots, &results->spots_size);
}

Sort sort_at(const Results *results, Py_ssize_t at, PyObject **result) {
    *result = PyList_GetItem(results->list, at);
    if (*result == Py_None && at >= 0 && (size_t)at < results->spots_size / sizeof(Spot)) {
        if (spot_at(results->spots, (size_t)at).group != NOT_MADE) return IS_MADE;
    }
    Py_ssize_t fields = *result != NULL && PyTuple_Check(*result) ? PyTuple_Size(*result) : 0;
    if (fields == MASKED || fields == REFUSED) return fields == MASKED ? IS_MASKED : IS_REFUSED;
    return refuse("a result"), IS_ODD;
}

/* What is told of a batch; what is not owned is borrowed. */
typedef struct {
    const Results *results;
    PyObject *kinds, *numbers, *told, *seen; /* owned */
    PyObject **of_made;                      /* of each kind that was made its number, once it is known */
    Py_ssize_t views, sightings;
} Telling;

/* The number of a kind, a new one where none is equal, borrowed; NULL with an error. */
static PyObject *number_of(Telling *telling, PyObject *kind) {
    PyObject *known = kind == NULL ? NULL : PyDict_GetItemWithError(telling->numbers, kind);
    if (known != NULL || PyErr_Occurred()) return known;
    PyObject *number = PyLong_FromSsize_t(PyList_Size(telling->kinds));
    int failed = number == NULL || PyDict_SetItem(telling->numbers, kind, number) < 0 ||
                 PyList_Append(telling->kinds, kind) < 0;
    Py_XDECREF(number); /* the dictionary holds it */
    return failed ? NULL : number;
}

/* As above, of one that was made. */
static PyObject *number_of_made(Telling *telling, int32_t kind) {
    if (kind < 0 || kind >= PyList_Size(telling->results->kinds)) return refuse("a kind");
    PyObject **number = &telling->of_made[kind];
    if (*number == NULL) *number = number_of(telling, PyList_GetItem(telling->results->kinds, kind));
    return *number;
}

static void count_views(Telling *telling, PyObject *copies) {
    Py_ssize_t views = copies != NULL && PyTuple_Check(copies) ? PyTuple_Size(copies) : ODD_VIEWS;
    PyErr_Clear();
    if (telling->views == 0) telling->views = views == 0 ? ODD_VIEWS : views;
    else if (telling->views != views) telling->views = ODD_VIEWS;
}

static int append_to(PyObject *list, PyObject *item) { return item == NULL ? -1 : PyList_Append(list, item); }

/* Who was seen, as a plain tuple; -1 with an error. */
static int tell_sighting(Telling *telling, PyObject *sighting) {
    if (sighting == Py_None) return append_to(telling->seen, Py_None);
    PyObject *plain = sighting == NULL ? NULL : PySequence_Tuple(sighting);
    int failed = append_to(telling->seen, plain);
    telling->sightings += plain != NULL && PyTuple_Size(plain) > 0;
    Py_XDECREF(plain);
    return failed;
}

static int tell_refusal(Telling *telling, PyObject *refused) {
    PyObject *reason = PyTuple_GetItem(refused, REASON);
    PyObject *value = reason == NULL ? NULL : PyObject_GetAttrString(reason, "value");
    int failed = append_to(telling->told, value);
    Py_XDECREF(value);
    return failed;
}

static int tell(Telling *telling, Py_ssize_t at) {
    PyObject *result;
    Sort sort = sort_at(telling->results, at, &result);
    if (sort == IS_ODD) return -1;
    if (sort == IS_REFUSED) return tell_refusal(telling, result);
    if (sort == IS_MASKED) {
        count_views(telling, PyTuple_GetItem(result, OUTPUTS));
        if (append_to(telling->told, number_of(telling, PyTuple_GetItem(result, DETECTIONS))) < 0) return -1;
        return tell_sighting(telling, PyTuple_GetItem(result, SIGHTING));
    }
    Spot spot = spot_at(telling->results->spots, (size_t)at);
    count_views(telling, PyTuple_GetItem(telling->results->targets, spot.group));
    if (append_to(telling->told, number_of_made(telling, spot.kind)) < 0) return -1;
    return PyList_Append(telling->seen, Py_None);
}

PyObject *told(PyObject *self, PyObject *const *args, Py_ssize_t given) {
    (void)self;
    Results results;
    if (given != 2) return refuse("results, and what was made");
    if (take_results(args[0], args[1], &results) < 0) return NULL;
    size_t made = results.kinds == NULL ? 0 : (size_t)PyList_Size(results.kinds);
    Telling telling = {&results, PyList_New(0), PyDict_New(), PyList_New(0), PyList_New(0),
                       PyMem_Calloc(made + 1, sizeof(PyObject *)), 0, 0};
    int failed = telling.kinds == NULL || telling.numbers == NULL || telling.told == NULL || telling.seen == NULL;
    if (telling.of_made == NULL) failed = 1, PyErr_NoMemory();
    for (Py_ssize_t at = 0; !failed && at < PyList_Size(results.list); at++) failed = tell(&telling, at) < 0;
    PyObject *seen = telling.sightings > 0 ? telling.seen : Py_None;
    PyObject *all = failed ? NULL : Py_BuildValue("OOOn", telling.kinds, telling.told, seen, telling.views);
    Py_XDECREF(telling.kinds);
    Py_XDECREF(telling.numbers);
    Py_XDECREF(telling.told);
    Py_XDECREF(telling.seen);
    PyMem_Free(telling.of_made);
    return all;
}
