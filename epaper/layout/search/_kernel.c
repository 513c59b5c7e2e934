/* The table of the best slicings (see slicing.py, whose `_cell`, `stack` and `tree` say the same in
 * Python), and which flips are worth a look (_sieve.c).
 *
 * `fill` makes the tables of an order of items: for the items i..j side by side the cheapest tree at
 * each width, by depth.  `tree` walks back from a cost to the tree behind it.  Neither keeps anything
 * from one call to the next nor owns memory but what it needs while it runs; the tables are numpy's,
 * seen through the buffer protocol, one for each run of items, the short runs first.
 *
 * Both ways must give the same costs, bit for bit: a cost is one addition of two 32-bit floats, a
 * minimum is exact in any order, and -std=c11 rounds each sum to 32 bits where it is stored, also on
 * machines that calculate with more.  So never -ffast-math.
 *
 * Only the limited API of Python 3.11 is used, the first that has the buffer protocol: one compiled
 * file serves all later versions.
 */
#include "_kernel.h"

#include <math.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#define VERSION 6 /* raised with every change of what is taken or given; kernels.py compares */

/* Costs by depth, and the least and most depth at which they are finite; first > last where no tree
 * stands. */
typedef struct {
    float *costs;
    Py_ssize_t first, last;
} Row;

/* The tables of an order: of each run [columns + 1][rows][depths], the last row of each are costs. */
typedef struct {
    Py_ssize_t items, runs, columns, width_rows, depths, gap;
    Py_buffer *buffers;
    Row *rows; /* [runs][columns + 1] */
} Tables;

int table_of(PyObject *object, Py_buffer *table, const char *format, int axes, int flags)
{
    if (PyObject_GetBuffer(object, table, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT | flags) < 0)
        return -1;
    if (table->format != NULL && strcmp(table->format, format) == 0 && table->ndim == axes
        && (uintptr_t)table->buf % (uintptr_t)table->itemsize == 0)
        return 0;
    PyErr_Format(PyExc_TypeError, "no aligned table of format %s and %d axes", format, axes);
    PyBuffer_Release(table);
    return -1;
}

/* The place of items i..j among the runs: those of one item first, then those of two. */
static Py_ssize_t run_at(const Tables *t, Py_ssize_t i, Py_ssize_t j)
{
    Py_ssize_t shorter = j - i;
    return shorter * t->items - shorter * (shorter - 1) / 2 + i;
}

static Row *rows_of(const Tables *t, Py_ssize_t i, Py_ssize_t j)
{
    return t->rows + run_at(t, i, j) * (t->columns + 1);
}

static void find_span(Row *row, Py_ssize_t depths)
{
    row->first = 0;
    row->last = depths - 1;
    while (row->first < depths && isinf(row->costs[row->first]))
        row->first++;
    while (row->last > row->first && isinf(row->costs[row->last]))
        row->last--;
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

/* The cheapest tree of items i..j at a width, over all cuts between them and, side by side, all
 * divisions of the columns. */
static void fill_width(const Tables *t, Py_ssize_t i, Py_ssize_t j, Py_ssize_t width)
{
    float *best = rows_of(t, i, j)[width].costs;
    for (Py_ssize_t k = i; k < j; k++) {
        const Row *first = rows_of(t, i, k), *second = rows_of(t, k + 1, j);
        for (Py_ssize_t left = 1; left < width; left++)
            set_beside(best, first[left], second[width - left]);
        if (first[width].first <= first[width].last && second[width].first <= second[width].last)
            set_stacked(best, first[width], second[width], t->gap, t->depths);
    }
}

static void close_tables(Tables *t)
{
    for (Py_ssize_t run = 0; t->buffers != NULL && run < t->runs; run++)
        if (t->buffers[run].obj != NULL)
            PyBuffer_Release(&t->buffers[run]);
    PyMem_Free(t->buffers);
    PyMem_Free(t->rows);
}

/* 0, or -1 with an exception set where the tables do not belong together; close_tables in each case. */
static int open_tables(Tables *t, PyObject *tables)
{
    t->runs = PyList_Size(tables);
    while (t->items * (t->items + 1) / 2 < t->runs)
        t->items++;
    if (t->runs == 0 || t->items * (t->items + 1) / 2 != t->runs || t->gap < 0) {
        PyErr_Format(PyExc_ValueError, "%zd tables of runs, a gap of %zd lines", t->runs, t->gap);
        return -1;
    }
    t->buffers = PyMem_Calloc((size_t)t->runs, sizeof(Py_buffer));
    if (t->buffers == NULL)
        goto no_memory;
    for (Py_ssize_t run = 0; run < t->runs; run++) {
        Py_buffer *table = t->buffers + run;
        if (table_of(PyList_GetItem(tables, run), table, "f", 3, PyBUF_WRITABLE) < 0) {
            table->obj = NULL;
            return -1;
        }
        if (table->shape[0] < 1 || table->shape[1] < 1 || table->shape[2] < 1
            || table->shape[0] != t->buffers[0].shape[0]
            || table->shape[1] != t->buffers[0].shape[1]
            || table->shape[2] != t->buffers[0].shape[2]) {
            PyErr_SetString(PyExc_ValueError, "tables of runs of different sizes");
            return -1;
        }
    }
    t->columns = t->buffers[0].shape[0] - 1;
    t->width_rows = t->buffers[0].shape[1];
    t->depths = t->buffers[0].shape[2];
    if (t->gap > t->depths)
        t->gap = t->depths; /* nothing can be stacked over a gap as deep as the page */
    /* runs and columns are sizes of what is in memory: only the product can be too large */
    if (t->runs > PY_SSIZE_T_MAX / (Py_ssize_t)sizeof(Row) / (t->columns + 1))
        goto no_memory;
    t->rows = PyMem_Calloc((size_t)(t->runs * (t->columns + 1)), sizeof(Row));
    if (t->rows == NULL)
        goto no_memory;
    for (Py_ssize_t run = 0; run < t->runs; run++) {
        for (Py_ssize_t width = 0; width <= t->columns; width++) {
            Row *row = t->rows + run * (t->columns + 1) + width;
            Py_ssize_t last = (width + 1) * t->width_rows - 1;
            row->costs = (float *)t->buffers[run].buf + last * t->depths;
            find_span(row, t->depths);
        }
    }
    return 0;
no_memory:
    PyErr_NoMemory();
    return -1;
}

/* 0, or -1 with an exception set.  widths: a bit for each width of items i..j that is infinite yet. */
static int fill_widths(const Tables *t, Py_ssize_t i, Py_ssize_t j, PyObject *widths)
{
    unsigned long long bits = PyLong_AsUnsignedLongLong(widths);
    if (PyErr_Occurred())
        return -1;
    if (bits & 1 || (t->columns < 63 && bits >> (t->columns + 1)) || (bits && i == j)) {
        PyErr_Format(PyExc_ValueError, "widths %llx for %zd items in tables of %zd columns", bits,
                     j - i + 1, t->columns);
        return -1;
    }
    for (Py_ssize_t width = 1; bits >>= 1; width++) {
        if (bits & 1) {
            fill_width(t, i, j, width);
            find_span(rows_of(t, i, j) + width, t->depths);
        }
    }
    return 0;
}

static PyObject *fill(PyObject *module, PyObject *args, PyObject *named)
{
    (void)module;
    static char *names[] = {"", "", "gap", NULL}; /* "": by place only */
    PyObject *tables, *widths, *result = NULL;
    Tables t = {0};
    if (!PyArg_ParseTupleAndKeywords(args, named, "O!O!n", names, &PyList_Type, &tables,
                                     &PyList_Type, &widths, &t.gap))
        return NULL;
    if (open_tables(&t, tables) == 0) {
        int status = 0;
        if (PyList_Size(widths) != t.runs) {
            PyErr_SetString(PyExc_ValueError, "widths are a number for each run");
            status = -1;
        }
        for (Py_ssize_t length = 1; status == 0 && length <= t.items; length++)
            for (Py_ssize_t i = 0; status == 0 && i + length <= t.items; i++)
                status = fill_widths(&t, i, i + length - 1,
                                     PyList_GetItem(widths, run_at(&t, i, i + length - 1)));
        result = status == 0 ? Py_NewRef(Py_None) : NULL;
    }
    close_tables(&t);
    return result;
}

/* The nodes of a tree, as Python makes them. */
typedef struct {
    PyObject *leaf, *split;
} Kinds;

static PyObject *tree_of(const Tables *t, Kinds kinds, Py_ssize_t i, Py_ssize_t j, Py_ssize_t w,
                         Py_ssize_t depth);

/* first, second: references to nodes, given up here; NULL where one could not be made. */
static PyObject *split_of(Kinds kinds, int stacked, PyObject *first, PyObject *second,
                          Py_ssize_t columns, Py_ssize_t lines)
{
    PyObject *split = NULL;
    if (first != NULL && second != NULL)
        split = PyObject_CallFunction(kinds.split, "OOOnn", stacked ? Py_True : Py_False, first,
                                      second, columns, lines);
    Py_XDECREF(first);
    Py_XDECREF(second);
    return split;
}

static PyObject *tree_of(const Tables *t, Kinds kinds, Py_ssize_t i, Py_ssize_t j, Py_ssize_t w,
                         Py_ssize_t depth)
{
    if (i == j)
        return PyObject_CallFunction(kinds.leaf, "nnn", i, w, depth);
    float goal = rows_of(t, i, j)[w].costs[depth];
    for (Py_ssize_t k = i; k < j && !isinf(goal); k++) {
        const Row *first = rows_of(t, i, k), *second = rows_of(t, k + 1, j);
        for (Py_ssize_t left = 1; left < w; left++) {
            float sum = first[left].costs[depth] + second[w - left].costs[depth];
            if (sum != goal)
                continue;
            PyObject *part = tree_of(t, kinds, i, k, left, depth);
            PyObject *rest = part ? tree_of(t, kinds, k + 1, j, w - left, depth) : NULL;
            return split_of(kinds, 0, part, rest, w, depth);
        }
        for (Py_ssize_t high = first[w].first; high <= first[w].last; high++) {
            Py_ssize_t low = depth - t->gap - high;
            if (low < 0)
                break;
            float sum = first[w].costs[high] + second[w].costs[low];
            if (sum != goal)
                continue;
            PyObject *part = tree_of(t, kinds, i, k, w, high);
            PyObject *rest = part ? tree_of(t, kinds, k + 1, j, w, low) : NULL;
            return split_of(kinds, 1, part, rest, w, depth);
        }
    }
    /* the tables and the walk disagree: a bug of ours, or nothing stands there */
    PyErr_SetString(PyExc_AssertionError, "a table's cost has no tree");
    return NULL;
}

static PyObject *tree(PyObject *module, PyObject *args, PyObject *named)
{
    (void)module;
    static char *names[] = {"", "first", "last", "columns", "lines", "gap", "leaf", "split", NULL};
    PyObject *tables, *result = NULL;
    Kinds kinds;
    Tables t = {0};
    Py_ssize_t i, j, w, depth;
    if (!PyArg_ParseTupleAndKeywords(args, named, "O!nnnnnOO", names, &PyList_Type, &tables, &i, &j,
                                     &w, &depth, &t.gap, &kinds.leaf, &kinds.split))
        return NULL;
    if (open_tables(&t, tables) == 0) {
        if (i < 0 || i > j || j >= t.items || w < 1 || w > t.columns || depth < 0
            || depth >= t.depths)
            PyErr_SetString(PyExc_ValueError, "a tree beyond its tables");
        else
            result = tree_of(&t, kinds, i, j, w, depth);
    }
    close_tables(&t);
    return result;
}

#define BY_NAME(function) (PyCFunction)(void (*)(void))(function), METH_VARARGS | METH_KEYWORDS

static PyMethodDef methods[] = {
    {"fill", BY_NAME(fill),
     "fill(tables, widths, *, gap): the cheapest trees of each run of an order at these widths, a "
     "bit for each, in place."},
    {"tree", BY_NAME(tree),
     "tree(tables, *, first, last, columns, lines, gap, leaf, split): the tree behind a cost."},
    {"next_flip", BY_NAME(next_flip),
     "next_flip(..., at, limit): the first split from `at` whose parts may be worth changing round."},
    {"flips", BY_NAME(flips),
     "flips(..., rounds, cost, less): the splits to change round, in turn, and what the page costs "
     "then; None where it costs something else before."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT,
    .m_name = "_kernel",
    .m_doc = "The page search's slicing table and sieve of flips, compiled.",
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
