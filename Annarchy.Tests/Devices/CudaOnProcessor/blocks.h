// Blocks of threads on the processor. Threads that meet are fibres, each on a stack of its own; a call of the driver runs one block at a time.
#pragma once
#include <setjmp.h>
#include <ucontext.h>
#include <deque>
#include <vector>

/// Which thread runs, and how it meets the others of its block; every module has one.
struct Place { unsigned x, y, z; };
struct Running { Place threadIdx, blockIdx, blockDim, gridDim; void (*meet)(); };

struct Fibre { ucontext_t start; jmp_buf at; bool isFresh, isDone; std::vector<char> stack; };
static std::deque<Fibre> fibres;
static Fibre* fibre;
static jmp_buf scheduler;
static void (*body)(void**);
static void** arguments;
static bool hasFailed;

static void leave()
{
    if (!_setjmp(fibre->at))
        _longjmp(scheduler, 1);
}

static void live()
{
    for (;;)
    {
        body(arguments);
        fibre->isDone = true;
        leave();
    }
}

static void alone() { hasFailed = true; }

static void enter(Fibre& next)
{
    fibre = &next;
    if (_setjmp(scheduler))
        return;
    if (!next.isFresh)
        _longjmp(next.at, 1);
    next.isFresh = false;
    setcontext(&next.start);
}

static void prepareFibres(unsigned count)
{
    while (fibres.size() < count)
    {
        Fibre& added = fibres.emplace_back();
        added.stack.resize(1 << 17);
        added.isFresh = true;
        getcontext(&added.start);
        added.start.uc_stack.ss_sp = added.stack.data();
        added.start.uc_stack.ss_size = added.stack.size();
        added.start.uc_link = nullptr;
        makecontext(&added.start, live, 0);
    }
}

/// Runs a block. If its first thread waits for others they are fibres too, and all of them have to meet equally often.
static bool runThreads(Running& running, unsigned threads, bool backwards)
{
    prepareFibres(1);
    auto thread = [&](unsigned i) { return running.threadIdx.x = backwards && i > 0 ? threads - i : i; };
    fibres[thread(0)].isDone = false;
    running.meet = leave;
    enter(fibres[0]);
    if (fibres[0].isDone)
    {
        hasFailed = false;
        running.meet = alone;
        for (unsigned i = 1; i < threads; i++)
        {
            thread(i);
            body(arguments);
        }
        return !hasFailed;
    }

    prepareFibres(threads);
    unsigned done = 0;
    for (unsigned i = 1; i < threads; i++)
    {
        Fibre& next = fibres[thread(i)];
        next.isDone = false;
        enter(next);
        done += next.isDone;
    }
    while (done == 0)
    {
        for (unsigned i = 0; i < threads; i++)
        {
            Fibre& next = fibres[thread(i)];
            enter(next);
            done += next.isDone;
        }
        if (done == threads)
            return true;
    }
    return false;
}

/// Runs a block; false if its threads did not meet equally often.
static bool runBlock(Running& running, void (*kernel)(void**), void** values, unsigned threads, bool backwards)
{
    body = kernel;
    arguments = values;
    if (runThreads(running, threads, backwards))
        return true;
    fibres.clear();
    return false;
}
