/* The table of the best slicings (see slicing.py, whose `_cell` and `stack` say the same in Python).
 *
 * One function, `fill`, for the items i..j side by side in an order: the cheapest tree at each of
 * some widths, by depth.  It keeps nothing from one call to the next and owns no memory but what it
 * needs while it runs; the tables are numpy's, seen through the buffer protocol.
 *
 * Both ways must give the same costs, bit for bit: a cost is one addition of two 32-bit floats, a
 * minimum is exact in any order, and -std=c11 rounds each sum to 32 bits where it is stored, also on
 * machines that calculate with more.  So never -ffast-math.
 *
 * Only the limited API of Python 3.11 is used, the first that has the buffer protocol: one compiled
 * file serves all later versions.
 */
#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <math.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#define VERSION 1 /* raised with every change of what `fill` takes or gives; kernels.py compares */

/* Costs by depth, and the least and most depth at which they are finite; first > last where no tree
 * stands. */
typedef struct {
    const float *costs;
    Py_ssize_t first, last;
} Row;

/* The tables of a call, their sizes checked. */
typedef struct {
    const float *costs; /* of all shorter runs: [columns + 1][items][items][depths] */
    float *run;         /* of this one, infinite before: [columns + 1][2][depths], [1] are costs */
    Py_ssize_t columns, items, depths, gap;
    Py_ssize_t i, j;    /* the run's first and last item */
} Tables;

static Row row_of(const float *costs, Py_ssize_t depths)
{
    Row row = {costs, 0, depths - 1};
    while (row.first < depths && isinf(costs[row.first]))
        row.first++;
    while (row.last > row.first && isinf(costs[row.last]))
        row.last--;
    return row;
}

static const float *costs_at(const Tables *t, Py_ssize_t width, Py_ssize_t first, Py_ssize_t last)
{
    return t->costs + ((width * t->items + first) * t->items + last) * t->depths;
}

/* Two parts side by side end level: both have the depth of the sum. */
static void set_beside(float *best, Row left, Row right)
{
    Py_ssize_t first = left.first > right.first ? left.first : right.first;
    Py_ssize_t last = left.last < right.last ? left.last : right.last;
    for (Py_ssize_t depth = first; depth <= last; depth++) {
        float sum = left.costs[depth] + right.costs[depth];
        best[depth] = sum < best[depth] ? sum : best[depth];
    }
}

/* Two parts stacked with a gap between: every two depths that fit give one of the sum.  The sum does
 * not mind which stands above; the longer table is the inner loop, which compilers make wide. */
static void set_stacked(float *best, Row above, Row below, Py_ssize_t gap, Py_ssize_t depths)
{
    if (above.last - above.first > below.last - below.first) {
        Row other = above;
        above = below;
        below = other;
    }
    for (Py_ssize_t high = above.first; high <= above.last; high++) {
        float cost = above.costs[high];
        Py_ssize_t most = depths - 1 - gap - high; /* gap <= depths: cannot pass the type's least */
        Py_ssize_t last = below.last < most ? below.last : most;
        if (isinf(cost) || last < below.first)
            continue;
        float *total = best + high + gap;
        for (Py_ssize_t low = below.first; low <= last; low++) {
            float sum = cost + below.costs[low];
            total[low] = sum < total[low] ? sum : total[low];
        }
    }
}

/* The cheapest tree of the run at a width, over all cuts between its items.  firsts and seconds:
 * the parts before and after each cut, [cut][columns + 1]. */
static void fill_width(const Tables *t, Py_ssize_t width, const Row *firsts, const Row *seconds)
{
    float *best = t->run + (2 * width + 1) * t->depths;
    for (Py_ssize_t cut = 0; cut < t->j - t->i; cut++) {
        const Row *first = firsts + cut * (t->columns + 1);
        const Row *second = seconds + cut * (t->columns + 1);
        for (Py_ssize_t left = 1; left < width; left++)
            set_beside(best, first[left], second[width - left]);
        if (first[width].first <= first[width].last && second[width].first <= second[width].last)
            set_stacked(best, first[width], second[width], t->gap, t->depths);
    }
}

/* A list of (first, last) finite depth, None where no tree stands, one for each width; NULL with an
 * exception set. */
static PyObject *fill_widths(const Tables *t, PyObject *widths, const Row *firsts,
                             const Row *seconds)
{
    PyObject *spans = PyList_New(0);
    if (spans == NULL)
        return NULL;
    for (Py_ssize_t n = 0; n < PyList_Size(widths); n++) {
        Py_ssize_t width = PyLong_AsSsize_t(PyList_GetItem(widths, n));
        if (PyErr_Occurred())
            goto failed;
        if (width < 1 || width > t->columns) {
            PyErr_Format(PyExc_ValueError, "a width of %zd in a table of %zd columns", width,
                         t->columns);
            goto failed;
        }
        fill_width(t, width, firsts, seconds);
        Row row = row_of(t->run + (2 * width + 1) * t->depths, t->depths);
        PyObject *span = row.first > row.last ? Py_NewRef(Py_None)
                                              : Py_BuildValue("(nn)", row.first, row.last);
        int status = span == NULL ? -1 : PyList_Append(spans, span);
        Py_XDECREF(span);
        if (status < 0)
            goto failed;
    }
    return spans;
failed:
    Py_DECREF(spans);
    return NULL;
}

/* Where the parts of every cut are finite is looked up once, not for every division of every
 * width. */
static PyObject *fill_run(const Tables *t, PyObject *widths)
{
    Py_ssize_t cuts = t->j - t->i, across = t->columns + 1;
    /* cuts and columns are sizes of a table that is in memory: only the product can be too large */
    if (cuts > PY_SSIZE_T_MAX / 2 / (Py_ssize_t)sizeof(Row) / across)
        return PyErr_NoMemory();
    Row *firsts = PyMem_Calloc((size_t)(2 * cuts * across), sizeof(Row));
    if (firsts == NULL)
        return PyErr_NoMemory();
    Row *seconds = firsts + cuts * across;
    for (Py_ssize_t cut = 0; cut < cuts; cut++) {
        Py_ssize_t k = t->i + cut;
        for (Py_ssize_t width = 1; width <= t->columns; width++) {
            Py_ssize_t at = cut * across + width;
            firsts[at] = row_of(costs_at(t, width, t->i, k), t->depths);
            seconds[at] = row_of(costs_at(t, width, k + 1, t->j), t->depths);
        }
    }
    PyObject *spans = fill_widths(t, widths, firsts, seconds);
    PyMem_Free(firsts);
    return spans;
}

/* 0, or -1 with an exception set where the tables do not belong together. */
static int check(Tables *t, const Py_buffer *costs, const Py_buffer *run)
{
    const Py_buffer *both[] = {costs, run};
    for (int n = 0; n < 2; n++) {
        if (both[n]->format == NULL || strcmp(both[n]->format, "f") != 0
            || both[n]->itemsize != (Py_ssize_t)sizeof(float)
            || (uintptr_t)both[n]->buf % alignof(float) != 0) {
            PyErr_SetString(PyExc_TypeError, "costs are aligned 32-bit floats of this machine");
            return -1;
        }
    }
    if (costs->ndim != 4 || run->ndim != 3 || costs->shape[0] < 1 || costs->shape[3] < 1
        || costs->shape[1] != costs->shape[2] || run->shape[0] != costs->shape[0]
        || run->shape[1] != 2 || run->shape[2] != costs->shape[3]) {
        PyErr_SetString(PyExc_ValueError, "costs and run are tables of different sizes");
        return -1;
    }
    t->costs = costs->buf;
    t->run = run->buf;
    t->columns = costs->shape[0] - 1;
    t->items = costs->shape[1];
    t->depths = costs->shape[3];
    if (t->i < 0 || t->i >= t->j || t->j >= t->items || t->gap < 0) {
        PyErr_Format(PyExc_ValueError, "items %zd to %zd of %zd, a gap of %zd lines", t->i, t->j,
                     t->items, t->gap);
        return -1;
    }
    if (t->gap > t->depths)
        t->gap = t->depths; /* nothing can be stacked over a gap as deep as the page */
    return 0;
}

static PyObject *fill(PyObject *module, PyObject *args, PyObject *named)
{
    (void)module;
    static char *names[] = {"", "", "", "", "widths", "gap", NULL}; /* "": by place only */
    PyObject *costs_object, *run_object, *widths, *spans = NULL;
    Py_buffer costs, run;
    Tables t = {0};
    if (!PyArg_ParseTupleAndKeywords(args, named, "OOnnO!n", names, &costs_object, &run_object,
                                     &t.i, &t.j, &PyList_Type, &widths, &t.gap))
        return NULL;
    if (PyObject_GetBuffer(costs_object, &costs, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT) < 0)
        return NULL;
    if (PyObject_GetBuffer(run_object, &run, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT | PyBUF_WRITABLE)
        == 0) {
        if (check(&t, &costs, &run) == 0)
            spans = fill_run(&t, widths);
        PyBuffer_Release(&run);
    }
    PyBuffer_Release(&costs);
    return spans;
}

static PyMethodDef methods[] = {
    /* through void (*)(void), which compilers take for a function of any kind */
    {"fill", (PyCFunction)(void (*)(void))fill, METH_VARARGS | METH_KEYWORDS,
     "fill(costs, run, i, j, *, widths, gap): the cheapest trees of items i..j, in place; the first and "
     "last finite depth of each width, None where no tree stands."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_kernel",
    .m_doc = "The slicing table of the page search, compiled.",
    .m_size = 0,
    .m_methods = methods,
};

PyMODINIT_FUNC PyInit__kernel(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module != NULL && PyModule_AddIntConstant(module, "VERSION", VERSION) < 0)
        Py_CLEAR(module);
    return module;
}
