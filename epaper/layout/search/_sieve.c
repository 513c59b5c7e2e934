/* Which of a page's parts are worth changing round (see sieve.py and terms.py).
 *
 * `next_flip` goes over the splits of a page's trees: with the parts of each changed round it adds up
 * what the page costs at least, and it stops at the first that may cost less than a limit.  It only
 * rejects; what passes is priced by terms.py.  So it may leave a term out, and may be wrong by a
 * rounding, but never count what a page does not cost.
 *
 * `flips` does the same as arranging.py's `best` with it: each flip that makes the page cost less is
 * kept.  That is right for pages of which no term is left out, which the caller sees by what the page
 * costs at last: costs differ from those of terms.py by roundings alone, which are far less than what
 * a page must be better by.
 */
#include "_kernel.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SLACK 1e-7 /* of the limit: far more than sums in another order differ by */

enum { LEAF, STACKED, BESIDE, REGION }; /* kinds of nodes, in sieve.py too */
enum { FOOT = 2, LEFT, RIGHT };         /* wishes: 0 none, 1 the top */

/* The layouts of rows: see sieve.py, which writes them. */
typedef struct { double kind, columns, lines; } NodeRow; /* of a region: its column and line */
typedef struct {
    double item, news, rank, air, size, head_line, second, wish, package, first_picture, pictures;
} Module;
typedef struct { double column, line, columns, lines, able; } Picture;
typedef struct {
    double gap, top, heads_level, near, tombstone, tombstone_ratio, head_beside_head, same_voice,
        air_under, order, picture_touch, picture_on_ad, lead_low, lead_depth, upper_page, wish,
        package_apart, related_apart, skeleton, area;
} Rules;
/* What depends on no place; the dominant picture's cost where it stands high, low, and where it is
 * not able; the lead's item, below 0 where there is none. */
typedef struct { double fixed, high, low, unable, lead; } Found;

typedef struct {
    int kind, columns, lines;
    Py_ssize_t end; /* of its part of the rows */
    Py_ssize_t leaf;
} Node;

typedef struct {
    const Module *is;
    int column, line, right, foot;
} Stand;

typedef struct {
    const Rules *rules;
    const Found *found;
    const NodeRow *rows;
    const Module *modules;
    const Picture *pictures;
    const double *related, *depths;   /* pairs of items; free lines by column */
    const float *sums, *plays;        /* [depth + 1][columns + 1][cells], [item][cells] */
    const unsigned char *shared;      /* [skeletons][parts] */
    Py_ssize_t node_count, count, picture_count, related_count, columns, depth, items;
    Py_ssize_t skeletons, parts;
    Node *nodes, *spare;              /* as they stand now; room for as many */
    Stand *stands, **by_item;
    double *played;                   /* [parts][2]: the sum and the most of one skeleton's */
    Py_ssize_t placed;
} Page;

static int least(int a, int b) { return a < b ? a : b; }
static int most(int a, int b) { return a > b ? a : b; }

/* Where the part of the rows that begins at a node ends; -1 where that is no tree. */
static Py_ssize_t end_of(Page *page, Py_ssize_t at)
{
    if (at >= page->node_count || page->nodes[at].kind == REGION)
        return -1;
    Py_ssize_t end = at + 1;
    if (page->nodes[at].kind != LEAF) {
        end = end_of(page, end);
        end = end < 0 ? -1 : end_of(page, end);
    }
    return page->nodes[at].end = end;
}

/* Stands of the leaves from a node on, the parts of `flip` changed round. */
static void place(Page *page, Py_ssize_t at, Py_ssize_t flip, int column, int line)
{
    const Node *node = page->nodes + at;
    if (node->kind == LEAF) {
        Stand *stand = page->stands + page->placed++;
        *stand = (Stand){page->modules + node->leaf, column, line, column + node->columns,
                         line + node->lines};
        page->by_item[(Py_ssize_t)stand->is->item] = stand;
        return;
    }
    Py_ssize_t first = at + 1, second = page->nodes[first].end;
    if (at == flip) {
        first = second;
        second = at + 1;
    }
    place(page, first, flip, column, line);
    if (node->kind == STACKED)
        line += page->nodes[first].lines + (int)page->rules->gap;
    else
        column += page->nodes[first].columns;
    place(page, second, flip, column, line);
}

static int touch(const Page *page, const Stand *a, const Stand *b)
{
    int level = most(a->line, b->line) < least(a->foot, b->foot);
    int over = most(a->column, b->column) < least(a->right, b->right);
    int side = level && (a->right == b->column || b->right == a->column);
    return side
           || (over && least(abs(a->foot - b->line), abs(b->foot - a->line)) <= page->rules->near);
}

static int pictures_touching(const Page *page, const Stand *left, const Stand *right)
{
    int count = 0;
    const Picture *p = page->pictures + (Py_ssize_t)left->is->first_picture;
    for (Py_ssize_t i = 0; i < left->is->pictures; i++, p++) {
        const Picture *q = page->pictures + (Py_ssize_t)right->is->first_picture;
        for (Py_ssize_t j = 0; j < right->is->pictures; j++, q++) {
            double from = fmax(left->line + p->line, right->line + q->line);
            double to = fmin(left->line + p->line + p->lines, right->line + q->line + q->lines);
            count += p->column + p->columns == left->right - left->column && q->column == 0
                     && to > from;
        }
    }
    return count;
}

/* What two that stand side by side cost, the left one first. */
static double beside(const Page *page, const Stand *a, const Stand *b)
{
    const Rules *rules = page->rules;
    double cost = rules->picture_touch * pictures_touching(page, a, b);
    double apart = fabs(a->line + a->is->head_line - b->line - b->is->head_line);
    if (a->is->size && b->is->size && apart <= rules->heads_level) {
        double ratio = a->is->size / b->is->size;
        int like = fmax(ratio, 1 / ratio) < rules->tombstone_ratio;
        cost += like ? rules->tombstone : rules->head_beside_head;
    }
    return cost;
}

/* Of every two stories. */
static double pairs(const Page *page)
{
    const Rules *rules = page->rules;
    double cost = 0;
    for (const Stand *a = page->stands; a < page->stands + page->count; a++) {
        for (const Stand *b = a + 1; a->is->news && b < page->stands + page->count; b++) {
            if (!b->is->news)
                continue;
            if (a->is->rank != b->is->rank) {
                int lower = a->is->rank < b->is->rank ? a->line - b->line : b->line - a->line;
                cost += rules->order * most(0, lower);
            }
            if (a->right == b->column)
                cost += beside(page, a, b);
            else if (b->right == a->column)
                cost += beside(page, b, a);
            int voices = a->is->second && b->is->second && a->is->size == b->is->size;
            if (voices && a->is->size && touch(page, a, b))
                cost += rules->same_voice;
        }
    }
    return cost;
}

static int is_granted(const Page *page, const Stand *stand)
{
    if (stand->is->wish == LEFT)
        return stand->column == 0;
    if (stand->is->wish == RIGHT)
        return stand->right == page->columns;
    if (stand->is->wish != FOOT)
        return stand->line == page->rules->top;
    for (int column = stand->column; column < stand->right; column++)
        if (stand->foot < page->rules->top + page->depths[column])
            return 0;
    return 1;
}

/* Of each story, and of the picture that is seen first. */
static double singles(const Page *page)
{
    const Rules *rules = page->rules;
    double cost = 0, area = -1, line = -1, able = 0;
    for (const Stand *s = page->stands; s < page->stands + page->count; s++) {
        if (!s->is->news)
            continue;
        if (s->line == rules->top)
            cost += rules->air_under * s->is->air;
        if (s->is->wish && !is_granted(page, s))
            cost += rules->wish;
        if (s->is->item == page->found->lead)
            cost += rules->lead_low * fmin(1, (s->line - rules->top) / rules->lead_depth);
        const Picture *p = page->pictures + (Py_ssize_t)s->is->first_picture;
        for (Py_ssize_t i = 0; i < s->is->pictures; i++, p++) {
            double its_area = p->columns * p->lines, its_line = s->line + p->line;
            if (its_area > area || (its_area == area && its_line > line)
                || (its_area == area && its_line == line && p->able > able)) {
                area = its_area;
                line = its_line;
                able = p->able;
            }
            for (int c = s->column + (int)p->column; c < s->column + p->column + p->columns; c++) {
                if (c < page->columns && page->depths[c] < page->depth
                    && its_line + p->lines - rules->top >= page->depths[c]) {
                    cost += rules->picture_on_ad;
                    break;
                }
            }
        }
    }
    if (area < 0 || !able)
        return cost + page->found->unable;
    return cost + (line - rules->top > rules->upper_page ? page->found->low : page->found->high);
}

/* Stories of packages that no row of neighbours joins to the first of theirs, and related ones that
 * do not touch. */
static double apart(const Page *page)
{
    double cost = 0;
    for (Py_ssize_t i = 0; i < page->related_count; i++) {
        const Stand *a = page->by_item[(Py_ssize_t)page->related[2 * i]];
        const Stand *b = page->by_item[(Py_ssize_t)page->related[2 * i + 1]];
        if (a && b && !touch(page, a, b))
            cost += page->rules->related_apart;
    }
    for (Py_ssize_t i = 0; i < page->count; i++) {
        double package = page->stands[i].is->package;
        int is_first = package >= 0;
        for (Py_ssize_t j = 0; is_first && j < i; j++)
            is_first = page->stands[j].is->package != package;
        if (!is_first || page->count > 64) /* so many are left to terms.py */
            continue;
        uint64_t joined = (uint64_t)1 << i, before = 0, all = 0;
        while (joined != before) {
            before = joined;
            for (Py_ssize_t j = i; j < page->count; j++) {
                if (page->stands[j].is->package != package)
                    continue;
                all |= (uint64_t)1 << j;
                for (Py_ssize_t k = i; k < page->count && !(joined >> j & 1); k++)
                    if (joined >> k & 1 && touch(page, page->stands + k, page->stands + j))
                        joined |= (uint64_t)1 << j;
            }
        }
        for (uint64_t left = all & ~joined; left; left &= left - 1)
            cost += page->rules->package_apart;
    }
    return cost;
}

/* The share of the page that keeps to a skeleton, of the one to which most does. */
static double fit(Page *page)
{
    Py_ssize_t cells = page->skeletons * page->parts, row = (page->columns + 1) * cells;
    double best = 0;
    for (Py_ssize_t skeleton = 0; skeleton < page->skeletons; skeleton++) {
        memset(page->played, 0, 2 * (size_t)page->parts * sizeof(double));
        Py_ssize_t from = skeleton * page->parts;
        for (const Stand *s = page->stands; s < page->stands + page->count; s++) {
            const float *first = page->sums + (s->line - (int)page->rules->top) * row + from;
            const float *last = page->sums + (s->foot - (int)page->rules->top) * row + from;
            const float *plays = page->plays + (Py_ssize_t)s->is->item * cells + from;
            Py_ssize_t left = s->column * cells, right = s->right * cells;
            for (Py_ssize_t part = 0; part < page->parts; part++) {
                double over = last[right + part] - first[right + part] - last[left + part]
                              + first[left + part];
                double played = over * plays[part];
                page->played[2 * part] += played;
                page->played[2 * part + 1] = fmax(page->played[2 * part + 1], played);
            }
        }
        double kept = 0;
        for (Py_ssize_t part = 0; part < page->parts; part++)
            kept += page->played[2 * part + !page->shared[from + part]];
        best = fmax(best, kept);
    }
    return best / page->rules->area;
}

/* What the page costs, or a part of that as soon as it is `limit`. */
static double cost_of(Page *page, double limit)
{
    double cost = page->found->fixed + pairs(page);
    if (cost < limit)
        cost += singles(page) + apart(page);
    if (cost < limit && page->skeletons)
        cost += page->rules->skeleton * (1 - fit(page));
    return cost;
}

/* Whether all stand on the page: what is looked up of it is in the tables then. */
static int all_within(const Page *page)
{
    for (const Stand *s = page->stands; s < page->stands + page->count; s++) {
        double line = s->line - page->rules->top, foot = s->foot - page->rules->top;
        if (s->column < 0 || s->right <= s->column || s->right > page->columns || line < 0
            || foot < line || foot > page->depth)
            return 0;
    }
    return 1;
}

/* 0, or -1 with an exception set. */
static int place_all(Page *page, Py_ssize_t flip)
{
    page->placed = 0;
    for (Py_ssize_t root = 0; root < page->node_count; root = page->nodes[root + 1].end)
        place(page, root + 1, flip, page->nodes[root].columns, page->nodes[root].lines);
    if (all_within(page))
        return 0;
    PyErr_SetString(PyExc_ValueError, "a tree does not stand on its page");
    return -1;
}

static int is_split(const Node *node) { return node->kind == STACKED || node->kind == BESIDE; }

/* The place among all splits of the first from `at` on; their number where there is none; -1 with an
 * exception set. */
static Py_ssize_t first_from(Page *page, Py_ssize_t at, double limit)
{
    Py_ssize_t split = -1;
    limit += SLACK * (1 + fabs(limit));
    for (Py_ssize_t flip = 0; flip < page->node_count; flip++) {
        if (!is_split(page->nodes + flip) || ++split < at)
            continue;
        if (place_all(page, flip) < 0)
            return -1;
        if (cost_of(page, limit) < limit)
            return split;
    }
    return split + 1;
}

/* Rows of the two parts of a node in the other order. */
static void change_round(Page *page, Py_ssize_t at)
{
    Node *nodes = page->nodes, *spare = page->spare;
    Py_ssize_t first = at + 1, second = nodes[first].end, end = nodes[second].end;
    size_t upper = (size_t)(second - first), lower = (size_t)(end - second);
    memcpy(spare, nodes + second, lower * sizeof(Node));
    memcpy(spare + lower, nodes + first, upper * sizeof(Node));
    memcpy(nodes + first, spare, (upper + lower) * sizeof(Node));
    for (Py_ssize_t row = first; row < end; row++)
        nodes[row].end += row < first + (Py_ssize_t)lower ? first - second : end - second;
}

/* The splits whose parts were changed round, in turn, and what the page costs then. */
static PyObject *all_flips(Page *page, Py_ssize_t rounds, double less)
{
    if (place_all(page, -1) < 0)
        return NULL;
    double best = cost_of(page, INFINITY);
    PyObject *flips = PyList_New(0);
    Py_ssize_t before = -1;
    for (; flips != NULL && rounds > 0 && PyList_Size(flips) > before; rounds--) {
        before = PyList_Size(flips);
        Py_ssize_t split = -1;
        for (Py_ssize_t flip = 0; flip < page->node_count; flip++) {
            if (!is_split(page->nodes + flip))
                continue;
            split++;
            if (place_all(page, flip) < 0)
                goto failed;
            double trial = cost_of(page, best - less);
            if (!(trial < best - less))
                continue;
            best = trial;
            change_round(page, flip);
            PyObject *number = PyLong_FromSsize_t(split);
            int status = number == NULL ? -1 : PyList_Append(flips, number);
            Py_XDECREF(number);
            if (status < 0)
                goto failed;
        }
    }
    return flips == NULL ? NULL : Py_BuildValue("Nd", flips, best);
failed:
    Py_DECREF(flips);
    return NULL;
}

/* 0, or -1 with an exception set where what the rows name is not there. */
static int check(Page *page)
{
    Py_ssize_t leaves = 0;
    for (Py_ssize_t at = 0; at < page->node_count; at++) {
        const NodeRow *row = page->rows + at;
        page->nodes[at] = (Node){(int)row->kind, (int)row->columns, (int)row->lines, 0, leaves};
        leaves += row->kind == LEAF;
    }
    for (Py_ssize_t root = 0; root < page->node_count;) {
        if (page->nodes[root].kind != REGION || (root = end_of(page, root + 1)) < 0)
            goto wrong;
    }
    if (leaves != page->count)
        goto wrong;
    for (Py_ssize_t i = 0; i < page->count; i++) {
        const Module *m = page->modules + i;
        if (!(m->item >= 0 && m->item < page->items) || !(m->pictures >= 0)
            || !(m->first_picture >= 0) || m->first_picture + m->pictures > page->picture_count)
            goto wrong;
    }
    for (Py_ssize_t i = 0; i < page->picture_count; i++)
        if (page->pictures[i].column < 0 || page->pictures[i].columns > page->columns)
            goto wrong;
    for (Py_ssize_t i = 0; i < 2 * page->related_count; i++)
        if (!(page->related[i] >= 0 && page->related[i] < page->items))
            goto wrong;
    return 0;
wrong:
    PyErr_SetString(PyExc_ValueError, "trees, modules and tables do not belong together");
    return -1;
}

/* What is asked of a page: its next flip, or with rounds all. */
typedef struct {
    Py_ssize_t at, rounds;
    double limit, less; /* less: with rounds */
} Asked;

static PyObject *searched(Page *page, Asked asked)
{
    PyObject *result = NULL;
    size_t nodes = (size_t)page->node_count;
    page->nodes = PyMem_Calloc(2 * nodes + 1, sizeof(Node));
    page->spare = page->nodes + nodes;
    page->stands = PyMem_Calloc((size_t)page->count + 1, sizeof(Stand));
    page->by_item = PyMem_Calloc((size_t)page->items + 1, sizeof(Stand *));
    page->played = PyMem_Calloc(2 * (size_t)page->parts + 1, sizeof(double));
    if (!page->nodes || !page->stands || !page->by_item || !page->played)
        PyErr_NoMemory();
    else if (check(page) == 0) {
        if (asked.rounds > 0)
            result = all_flips(page, asked.rounds, asked.less);
        else {
            Py_ssize_t found = first_from(page, asked.at, asked.limit);
            result = found < 0 ? NULL : PyLong_FromSsize_t(found);
        }
    }
    PyMem_Free(page->nodes);
    PyMem_Free(page->stands);
    PyMem_Free(page->by_item);
    PyMem_Free(page->played);
    return result;
}

enum { RULES, FOUND, NODES, MODULES, PICTURES, RELATED, DEPTHS, SUMS, SHARED, PLAYS, TABLES };

static PyObject *asked_of(PyObject **objects, Asked asked)
{
    static const char *formats[TABLES] = {"d", "d", "d", "d", "d", "d", "d", "f", "?", "f"};
    static const int axes[TABLES] = {1, 1, 2, 2, 2, 2, 1, 4, 2, 3};
    static const size_t fields[TABLES] = { /* of a row; 0: any */
        sizeof(Rules), sizeof(Found), sizeof(NodeRow), sizeof(Module), sizeof(Picture),
        2 * sizeof(double), 0, 0, 0, 0};
    PyObject *result = NULL;
    Py_buffer t[TABLES];
    Py_ssize_t got = 0;
    for (; got < TABLES; got++) {
        if (table_of(objects[got], &t[got], formats[got], axes[got], 0) < 0)
            goto end;
        size_t row = (size_t)t[got].shape[t[got].ndim - 1] * (size_t)t[got].itemsize;
        if (fields[got] && row != fields[got]) {
            PyErr_Format(PyExc_ValueError, "rows of table %zd have other fields", got++);
            goto end;
        }
    }
    Page page = {
        .rules = t[RULES].buf, .found = t[FOUND].buf, .rows = t[NODES].buf,
        .modules = t[MODULES].buf, .pictures = t[PICTURES].buf, .related = t[RELATED].buf,
        .depths = t[DEPTHS].buf, .sums = t[SUMS].buf, .plays = t[PLAYS].buf,
        .shared = t[SHARED].buf, .node_count = t[NODES].shape[0], .count = t[MODULES].shape[0],
        .picture_count = t[PICTURES].shape[0], .related_count = t[RELATED].shape[0],
        .columns = t[DEPTHS].shape[0], .depth = t[SUMS].shape[0] - 1,
        .items = t[PLAYS].shape[0], .skeletons = t[SHARED].shape[0], .parts = t[SHARED].shape[1],
    };
    if (t[SUMS].shape[1] != page.columns + 1 || t[SUMS].shape[2] != page.skeletons
        || t[SUMS].shape[3] != page.parts || t[PLAYS].shape[1] != page.skeletons
        || t[PLAYS].shape[2] != page.parts)
        PyErr_SetString(PyExc_ValueError, "tables of skeletons of different sizes");
    else
        result = searched(&page, asked);
end:
    while (got > 0)
        PyBuffer_Release(&t[--got]);
    return result;
}

#define EACH(o) &o[0], &o[1], &o[2], &o[3], &o[4], &o[5], &o[6], &o[7], &o[8], &o[9]
#define BY_PLACE "", "", "", "", "", "", "", "", "", ""

PyObject *next_flip(PyObject *module, PyObject *args, PyObject *named)
{
    (void)module;
    static char *names[] = {BY_PLACE, "at", "limit", NULL};
    PyObject *objects[TABLES];
    Asked asked = {0};
    if (!PyArg_ParseTupleAndKeywords(args, named, "OOOOOOOOOOnd", names, EACH(objects), &asked.at,
                                     &asked.limit))
        return NULL;
    return asked_of(objects, asked);
}

PyObject *flips(PyObject *module, PyObject *args, PyObject *named)
{
    (void)module;
    static char *names[] = {BY_PLACE, "rounds", "less", NULL};
    PyObject *objects[TABLES];
    Asked asked = {0};
    if (!PyArg_ParseTupleAndKeywords(args, named, "OOOOOOOOOOnd", names, EACH(objects),
                                     &asked.rounds, &asked.less))
        return NULL;
    if (asked.rounds < 1) {
        PyErr_SetString(PyExc_ValueError, "flips take a round at least");
        return NULL;
    }
    return asked_of(objects, asked);
}
