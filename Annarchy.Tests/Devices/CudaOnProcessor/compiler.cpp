// A stand-in of NVRTC, the run-time compiler of CUDA: it has modules compiled for the processor by a C++ compiler. What it calls PTX or CUBIN says
// where the shared object is and for which architecture it was asked for.
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <mutex>
#include <string>
#include <vector>

enum { success = 0, invalidInput = 3, invalidProgram = 4, invalidOption = 5, compilation = 6 };

static const int architectures[] = {50, 60, 70, 75, 80, 86, 90};
static std::mutex one;

struct Program { std::string source, log, ptx, cubin; };

static std::string folder()
{
    Dl_info info;
    dladdr((void*)&folder, &info);
    std::string path = info.dli_fname;
    return path.substr(0, path.rfind('/'));
}

static std::string run(const std::string& command, int& status)
{
    std::string said;
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    char part[4096];
    while (size_t n = fread(part, 1, sizeof part, pipe))
        said.append(part, n);
    status = pclose(pipe);
    return said;
}

/// The module as C++: what CUDA adds, the text, and a table of its kernels.
static std::string wrap(const std::string& source)
{
    std::string text = "#include \"" + folder() + "/kernels.h\"\n#line 1 \"annarchy.cu\"\n" + source + "\nextern \"C\" __global__ const Entry entries[] = {\n";
    for (const char* mark : {"\nKERNEL void ", "__global__ void "})
    {
        for (size_t at = source.find(mark); at != std::string::npos; at = source.find(mark, at + 1))
        {
            size_t name = at + strlen(mark);
            text += "ENTRY(" + source.substr(name, source.find('(', name) - name) + ")\n";
        }
    }
    return text + "{nullptr, nullptr, nullptr}};\n";
}

extern "C" {

int nvrtcGetNumSupportedArchs(int* count)
{
    *count = sizeof architectures / sizeof *architectures;
    return success;
}

int nvrtcGetSupportedArchs(int* list)
{
    memcpy(list, architectures, sizeof architectures);
    return success;
}

int nvrtcCreateProgram(Program** program, const char* source, const char*, int headers, const char**, const char**)
{
    if (!program || !source || headers != 0)
        return invalidInput;
    *program = new Program{source, "", "", ""};
    return success;
}

int nvrtcDestroyProgram(Program** program)
{
    if (!program || !*program)
        return invalidProgram;
    delete *program;
    *program = nullptr;
    return success;
}

int nvrtcCompileProgram(Program* program, int count, const char** options)
{
    std::lock_guard<std::mutex> lock(one);
    if (!program)
        return invalidProgram;
    int architecture = 0;
    bool isReal = false;
    for (int a : architectures)
    {
        for (const char* kind : {"sm", "compute"})
        {
            if (count == 1 && "--gpu-architecture=" + std::string(kind) + "_" + std::to_string(a) == options[0])
                architecture = a, isReal = strcmp(kind, "sm") == 0;
        }
    }
    if (architecture == 0)
    {
        program->log = "nvrtc: error: invalid value for --gpu-architecture (-arch)\n";
        return invalidOption;
    }

    std::string wrapped = wrap(program->source);
    std::string base = folder() + "/" + std::to_string(std::hash<std::string>()(wrapped));
    std::string object = base + ".so", made = base + "." + std::to_string(getpid());
    if (access(object.c_str(), R_OK) != 0)
    {
        FILE* file = fopen((base + ".cpp").c_str(), "w");
        fwrite(wrapped.data(), 1, wrapped.size(), file);
        fclose(file);
        // Products and sums are contracted as on the device; nothing else may change.
        int status;
        program->log = run(
            COMPILER " -std=c++17 -O1 -march=native -ffp-contract=fast -fPIC -shared -fvisibility=hidden -w -o " + made + " " + base + ".cpp -lm", status);
        if (status != 0)
            return compilation;
        rename(made.c_str(), object.c_str());
    }

    std::string where = std::to_string(architecture) + " " + object + "\n";
    program->ptx = "PTX " + where;
    program->cubin = isReal ? "CUBIN " + where : "";
    return success;
}

int nvrtcGetProgramLogSize(Program* program, size_t* size) { *size = program->log.size() + 1; return success; }
int nvrtcGetProgramLog(Program* program, char* log) { strcpy(log, program->log.c_str()); return success; }
int nvrtcGetPTXSize(Program* program, size_t* size) { *size = program->ptx.size() + 1; return program->ptx.empty() ? invalidProgram : success; }
int nvrtcGetPTX(Program* program, char* ptx) { strcpy(ptx, program->ptx.c_str()); return success; }
int nvrtcGetCUBINSize(Program* program, size_t* size) { *size = program->cubin.empty() ? 0 : program->cubin.size() + 1; return success; }
int nvrtcGetCUBIN(Program* program, char* cubin) { strcpy(cubin, program->cubin.c_str()); return program->cubin.empty() ? invalidProgram : success; }
}
