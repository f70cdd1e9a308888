// A stand-in of the CUDA driver that runs kernels on the processor: the part of the driver API that the library calls, as strict as it is documented.
// Work waits in its stream until somebody waits for it, so that what is freed or read too early shows. Blocks run one after the other, forwards and
// backwards by turns. Memory begins undefined and lies between guards.
#include "blocks.h"
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

enum Error
{
    SUCCESS = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, NOT_INITIALIZED = 3, INVALID_DEVICE = 101, INVALID_IMAGE = 200, INVALID_CONTEXT = 201,
    NO_BINARY_FOR_GPU = 209, INVALID_HANDLE = 400, ILLEGAL_STATE = 401, NOT_FOUND = 500, ILLEGAL_ADDRESS = 700, LAUNCH_FAILED = 719,
    CAPTURE_UNSUPPORTED = 900, CAPTURE_INVALIDATED = 901, CAPTURE_WRONG_THREAD = 908,
};

struct Entry { const char* name; const char* parameters; void (*run)(void**); };
struct Module { void* library; Running* running; std::map<std::string, struct Function*> functions; };
struct Function { Module* module; const Entry* entry; };
struct Launch { Function* function; unsigned blocks, threads; std::vector<uint64_t> values; };
struct Event { struct Context* context; struct Stream* stream; };
struct Operation { std::shared_ptr<Launch> launch; char* to; const char* from; size_t bytes; std::vector<char> staged; Event* event; };
struct Graph { std::vector<std::shared_ptr<Launch>> launches; };
struct Stream { struct Context* context; std::deque<Operation> waiting; Graph* capture; bool isInvalid; std::thread::id thread; };

/// What is odd about a device: how much memory it has, after how many launches it is lost, which architecture it is.
struct Device { const char* name; size_t memory; long launches; int major, minor; };
static const Device devices[] = {
    {"Processor", size_t(8) << 30, -1, 7, 0}, {"Small processor", 1 << 14, -1, 7, 0}, {"Processor that is lost", size_t(1) << 30, 100, 7, 0},
    {"New processor", size_t(1) << 30, -1, 12, 1}, {"Old processor", size_t(1) << 30, -1, 3, 5},
    {"Processor that breaks", size_t(1) << 30, -1, 7, 0},
};
static const int deviceCount = sizeof devices / sizeof *devices;
static const size_t guard = 256;
static const char guarded = 0x5A, undefined = -1;

struct Context
{
    int device, retained;
    Error lost;
    long launches;
    size_t used;
    std::map<uint64_t, size_t> memory;
    std::set<Stream*> streams;
};

static std::recursive_mutex one;
static bool isInitialized;
static Context primary[deviceCount];
static std::set<Module*> modules;
static std::set<Function*> functions;
static std::set<Graph*> graphs, executables;
static std::set<Event*> events;
static thread_local Context* current;

#define TRY(call) do { Error error_ = Error(call); if (error_ != SUCCESS) return error_; } while (0)
#define API extern "C" int
#define BEGIN std::lock_guard<std::recursive_mutex> lock(one); TRY(isInitialized ? SUCCESS : NOT_INITIALIZED)
#define BEGIN_IN_CONTEXT BEGIN; TRY(contextError())

static Error contextError() { return !current || current->retained == 0 ? INVALID_CONTEXT : current->lost; }

/// Calls that could wait or change memory are not for threads that capture.
static Error captureError()
{
    for (Stream* stream : current->streams)
    {
        if (stream->capture && stream->thread == std::this_thread::get_id())
        {
            stream->isInvalid = true;
            return CAPTURE_UNSUPPORTED;
        }
    }
    return SUCCESS;
}

static Error streamError(Stream* stream) { return current->streams.count(stream) ? SUCCESS : INVALID_HANDLE; }

static size_t roomAt(Context* context, uint64_t address)
{
    auto after = context->memory.upper_bound(address);
    if (after == context->memory.begin())
        return 0;
    auto block = std::prev(after);
    return address < block->first + block->second ? block->first + block->second - address : 0;
}

static Error run(Context* context, Launch& launch)
{
    static bool backwards;
    if (devices[context->device].launches >= 0 && context->launches++ >= devices[context->device].launches)
        return LAUNCH_FAILED;
    if (!functions.count(launch.function))
        return LAUNCH_FAILED;
    const Entry* entry = launch.function->entry;
    std::vector<void*> table;
    for (size_t i = 0; i < launch.values.size(); i++)
    {
        if (entry->parameters[i] == 'p' && roomAt(context, launch.values[i]) == 0)
            return ILLEGAL_ADDRESS;
        table.push_back(&launch.values[i]);
    }

    Running& running = *launch.function->module->running;
    running.blockDim = {launch.threads, 1, 1};
    running.gridDim = {launch.blocks, 1, 1};
    backwards = !backwards;
    for (unsigned i = 0; i < launch.blocks; i++)
    {
        running.blockIdx = {backwards ? launch.blocks - 1 - i : i, 0, 0};
        if (!runBlock(running, entry->run, table.data(), launch.threads, backwards))
            return LAUNCH_FAILED;
    }

    for (auto& block : context->memory)
    {
        for (size_t i = 0; i < guard; i++)
        {
            if (((char*)block.first - guard)[i] != guarded || ((char*)block.first + block.second)[i] != guarded)
                return ILLEGAL_ADDRESS;
        }
    }
    return SUCCESS;
}

/// Does the work of a stream, all of it or up to an event; what fails makes the context useless.
static Error finish(Stream* stream, Event* last = nullptr)
{
    while (!stream->waiting.empty() && stream->context->lost == SUCCESS)
    {
        Operation next = std::move(stream->waiting.front());
        stream->waiting.pop_front();
        if (last && next.event == last)
            break;
        if (next.launch)
            stream->context->lost = run(stream->context, *next.launch);
        else if (next.to)
            memcpy(next.to, next.staged.empty() ? next.from : next.staged.data(), next.bytes);
    }
    return stream->context->lost;
}

static Error finishAll()
{
    for (Stream* stream : current->streams)
        TRY(finish(stream));
    return SUCCESS;
}

API cuInit(unsigned flags)
{
    std::lock_guard<std::recursive_mutex> lock(one);
    isInitialized = flags == 0;
    return flags == 0 ? SUCCESS : INVALID_VALUE;
}

API cuDriverGetVersion(int* version) { *version = 12020; return SUCCESS; }

API cuGetErrorName(int error, const char** name)
{
    static const std::map<int, const char*> names = {
        {SUCCESS, "CUDA_SUCCESS"}, {INVALID_VALUE, "CUDA_ERROR_INVALID_VALUE"}, {OUT_OF_MEMORY, "CUDA_ERROR_OUT_OF_MEMORY"},
        {INVALID_CONTEXT, "CUDA_ERROR_INVALID_CONTEXT"}, {NO_BINARY_FOR_GPU, "CUDA_ERROR_NO_BINARY_FOR_GPU"}, {INVALID_HANDLE, "CUDA_ERROR_INVALID_HANDLE"},
        {NOT_FOUND, "CUDA_ERROR_NOT_FOUND"}, {ILLEGAL_ADDRESS, "CUDA_ERROR_ILLEGAL_ADDRESS"}, {LAUNCH_FAILED, "CUDA_ERROR_LAUNCH_FAILED"},
        {CAPTURE_UNSUPPORTED, "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED"}, {CAPTURE_INVALIDATED, "CUDA_ERROR_STREAM_CAPTURE_INVALIDATED"},
    };
    auto found = names.find(error);
    *name = found == names.end() ? nullptr : found->second;
    return *name ? SUCCESS : INVALID_VALUE;
}

API cuDeviceGetCount(int* count) { BEGIN; *count = deviceCount; return SUCCESS; }

API cuDeviceGet(int* device, int ordinal) { BEGIN; *device = ordinal; return ordinal >= 0 && ordinal < deviceCount ? SUCCESS : INVALID_DEVICE; }

API cuDeviceGetName(char* name, int length, int device)
{
    BEGIN;
    strncpy(name, devices[device].name, length);
    name[length - 1] = 0;
    return SUCCESS;
}

API cuDeviceGetAttribute(int* value, int attribute, int device)
{
    BEGIN;
    const std::map<int, int> known = {{1, 1024}, {16, 2}, {75, devices[device].major}, {76, devices[device].minor}};
    TRY(known.count(attribute) ? SUCCESS : INVALID_VALUE);
    *value = known.at(attribute);
    return SUCCESS;
}

API cuDeviceTotalMem_v2(size_t* bytes, int device) { BEGIN; *bytes = devices[device].memory; return SUCCESS; }

API cuDevicePrimaryCtxRetain(Context** context, int device)
{
    BEGIN;
    *context = &primary[device];
    if ((*context)->retained++ == 0)
        **context = {device, 1, SUCCESS, 0, 0, {}, {}};
    return SUCCESS;
}

API cuDevicePrimaryCtxRelease_v2(int device)
{
    BEGIN;
    TRY(primary[device].retained > 0 ? SUCCESS : INVALID_CONTEXT);
    primary[device].retained--;
    return SUCCESS;
}

API cuCtxSetCurrent(Context* context)
{
    BEGIN;
    TRY(context && context->retained == 0 ? INVALID_CONTEXT : SUCCESS);
    current = context;
    return SUCCESS;
}

API cuMemAlloc_v2(uint64_t* address, size_t bytes)
{
    BEGIN_IN_CONTEXT;
    TRY(captureError());
    TRY(bytes == 0 ? INVALID_VALUE : current->used + bytes > devices[current->device].memory ? OUT_OF_MEMORY : SUCCESS);
    char* block = (char*)aligned_alloc(guard, (guard + bytes + guard + guard - 1) / guard * guard);
    memset(block, guarded, guard + bytes + guard);
    memset(block + guard, undefined, bytes);
    *address = (uint64_t)(block + guard);
    current->memory[*address] = bytes;
    current->used += bytes;
    return SUCCESS;
}

API cuMemFree_v2(uint64_t address)
{
    BEGIN_IN_CONTEXT;
    TRY(captureError());
    TRY(current->memory.count(address) ? SUCCESS : INVALID_VALUE);
    TRY(finishAll());
    current->used -= current->memory[address];
    current->memory.erase(address);
    free((char*)address - guard);
    return SUCCESS;
}

static Error copy(uint64_t device, size_t bytes, Stream* stream, Operation operation)
{
    TRY(streamError(stream));
    TRY(captureError());
    TRY(roomAt(current, device) >= bytes ? SUCCESS : INVALID_VALUE);
    stream->waiting.push_back(std::move(operation));
    return SUCCESS;
}

API cuMemcpyHtoDAsync_v2(uint64_t to, const char* from, size_t bytes, Stream* stream)
{
    BEGIN_IN_CONTEXT;
    return copy(to, bytes, stream, {nullptr, (char*)to, nullptr, bytes, std::vector<char>(from, from + bytes), nullptr});
}

API cuMemcpyDtoHAsync_v2(char* to, uint64_t from, size_t bytes, Stream* stream)
{
    BEGIN_IN_CONTEXT;
    return copy(from, bytes, stream, {nullptr, to, (const char*)from, bytes, {}, nullptr});
}

API cuModuleLoadData(Module** module, const char* image)
{
    BEGIN_IN_CONTEXT;
    TRY(captureError());
    char form[8], path[4096];
    int architecture;
    const Device& device = devices[current->device];
    TRY(sscanf(image, "%7s %d %4095s", form, &architecture, path) == 3 ? SUCCESS : INVALID_IMAGE);
    bool isReal = strcmp(form, "CUBIN") == 0;
    int own = device.major * 10 + device.minor;
    TRY((isReal && architecture / 10 != device.major) || architecture > own ? NO_BINARY_FOR_GPU : SUCCESS);
    void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    TRY(library ? SUCCESS : INVALID_IMAGE);
    *module = new Module{library, (Running*)dlsym(library, "running"), {}};
    for (auto entry = (const Entry*)dlsym(library, "entries"); entry->name; entry++)
        functions.insert((*module)->functions[entry->name] = new Function{*module, entry});
    modules.insert(*module);
    return SUCCESS;
}

API cuModuleUnload(Module* module)
{
    BEGIN_IN_CONTEXT;
    TRY(modules.erase(module) ? SUCCESS : INVALID_HANDLE);
    TRY(finishAll());
    for (auto& function : module->functions)
        functions.erase(function.second);
    return SUCCESS;
}

API cuModuleGetFunction(Function** function, Module* module, const char* name)
{
    BEGIN_IN_CONTEXT;
    TRY(modules.count(module) ? SUCCESS : INVALID_HANDLE);
    TRY(module->functions.count(name) ? SUCCESS : NOT_FOUND);
    *function = module->functions[name];
    return SUCCESS;
}

API cuLaunchKernel(
    Function* function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY, unsigned blockZ, unsigned shared, Stream* stream,
    void** parameters, void** extra)
{
    BEGIN_IN_CONTEXT;
    TRY(functions.count(function) ? streamError(stream) : INVALID_HANDLE);
    bool fits = gridX > 0 && gridX <= INT32_MAX && gridY == 1 && gridZ == 1 && blockX > 0 && blockX <= 1024 && blockY == 1 && blockZ == 1;
    size_t count = strlen(function->entry->parameters);
    TRY(fits && shared <= 48 << 10 && !extra && count <= 4096 / 8 ? SUCCESS : INVALID_VALUE);
    auto launch = std::make_shared<Launch>(Launch{function, gridX, blockX, std::vector<uint64_t>(count)});
    for (size_t i = 0; i < count; i++)
    {
        TRY(parameters && parameters[i] ? SUCCESS : INVALID_VALUE);
        memcpy(&launch->values[i], parameters[i], function->entry->parameters[i] == '4' ? 4 : 8);
    }
    if (stream->capture)
        stream->capture->launches.push_back(launch);
    else
        stream->waiting.push_back({launch, nullptr, nullptr, 0, {}, nullptr});
    return SUCCESS;
}

API cuStreamCreate(Stream** stream, unsigned flags)
{
    BEGIN_IN_CONTEXT;
    TRY(flags > 1 ? INVALID_VALUE : SUCCESS);
    current->streams.insert(*stream = new Stream{current, {}, nullptr, false, {}});
    return SUCCESS;
}

API cuStreamSynchronize(Stream* stream)
{
    BEGIN_IN_CONTEXT;
    TRY(streamError(stream));
    TRY(captureError());
    return finish(stream);
}

API cuStreamDestroy_v2(Stream* stream)
{
    BEGIN_IN_CONTEXT;
    TRY(streamError(stream));
    Error error = finish(stream);
    current->streams.erase(stream);
    delete stream;
    return error;
}

API cuStreamBeginCapture_v2(Stream* stream, int mode)
{
    BEGIN_IN_CONTEXT;
    TRY(streamError(stream));
    TRY(mode < 0 || mode > 2 ? INVALID_VALUE : stream->capture ? ILLEGAL_STATE : SUCCESS);
    stream->capture = new Graph;
    stream->isInvalid = false;
    stream->thread = std::this_thread::get_id();
    return SUCCESS;
}

API cuStreamEndCapture(Stream* stream, Graph** graph)
{
    BEGIN_IN_CONTEXT;
    TRY(streamError(stream));
    TRY(!stream->capture ? ILLEGAL_STATE : stream->thread != std::this_thread::get_id() ? CAPTURE_WRONG_THREAD : SUCCESS);
    *graph = stream->isInvalid ? nullptr : stream->capture;
    stream->capture = nullptr;
    if (*graph)
        graphs.insert(*graph);
    return *graph ? SUCCESS : CAPTURE_INVALIDATED;
}

API cuGraphInstantiateWithFlags(Graph** executable, Graph* graph, unsigned long long flags)
{
    BEGIN_IN_CONTEXT;
    TRY(graphs.count(graph) && flags == 0 ? SUCCESS : INVALID_VALUE);
    executables.insert(*executable = new Graph(*graph));
    return SUCCESS;
}

API cuGraphLaunch(Graph* executable, Stream* stream)
{
    BEGIN_IN_CONTEXT;
    TRY(executables.count(executable) ? streamError(stream) : INVALID_VALUE);
    TRY(captureError());
    for (auto& launch : executable->launches)
        stream->waiting.push_back({launch, nullptr, nullptr, 0, {}, nullptr});
    return SUCCESS;
}

static Error destroy(std::set<Graph*>& of, Graph* graph)
{
    TRY(of.erase(graph) ? SUCCESS : INVALID_VALUE);
    delete graph;
    return SUCCESS;
}

API cuGraphDestroy(Graph* graph) { BEGIN_IN_CONTEXT; return destroy(graphs, graph); }

API cuGraphExecDestroy(Graph* executable) { BEGIN_IN_CONTEXT; return destroy(executables, executable); }

API cuEventCreate(Event** event, unsigned flags)
{
    BEGIN_IN_CONTEXT;
    TRY(flags > 7 ? INVALID_VALUE : SUCCESS);
    events.insert(*event = new Event{current, nullptr});
    return SUCCESS;
}

API cuEventRecord(Event* event, Stream* stream)
{
    BEGIN_IN_CONTEXT;
    TRY(events.count(event) && event->context == current ? streamError(stream) : INVALID_HANDLE);
    TRY(captureError());
    event->stream = stream;
    stream->waiting.push_back({nullptr, nullptr, nullptr, 0, {}, event});
    return SUCCESS;
}

API cuEventSynchronize(Event* event)
{
    BEGIN_IN_CONTEXT;
    TRY(events.count(event) && event->context == current ? SUCCESS : INVALID_HANDLE);
    TRY(captureError());
    return event->stream && current->streams.count(event->stream) ? finish(event->stream, event) : SUCCESS;
}

API cuEventDestroy_v2(Event* event)
{
    BEGIN_IN_CONTEXT;
    TRY(events.erase(event) ? SUCCESS : INVALID_HANDLE);
    delete event;
    return SUCCESS;
}
