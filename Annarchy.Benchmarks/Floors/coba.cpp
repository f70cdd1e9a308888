// The COBA network as a plain loop, vectorised by the compiler: what the library is compared with where g++ is at hand.
#include <cmath>
#include <random>
#include <vector>

template <class T>
struct Coba
{
    const int size, excitatory;
    std::vector<T> v, g_exc, g_inh, weights;
    std::vector<int> refractory, begin, targets, spikes;
    std::vector<char> fired;

    Coba(int size, int inputs)
        : size(size), excitatory(size / 5 * 4), v(size), g_exc(size), g_inh(size), weights(size * (long)inputs), refractory(size),
          begin(size + 1), targets(size * (long)inputs), fired(size)
    {
        std::mt19937 random(1);
        std::uniform_real_distribution<T> uniform;
        std::vector<int> pre(targets.size());
        for (auto& p : pre)
            ++begin[(p = random() % size) + 1];
        for (int i = 0; i < size; ++i)
            begin[i + 1] += begin[i];
        auto next = begin;
        for (long i = 0; i < (long)pre.size(); ++i)
        {
            const int slot = next[pre[i]]++;
            targets[slot] = i / inputs;
            weights[slot] = pre[i] < excitatory ? 0.6 : 6.7;
        }

        for (int i = 0; i < size; ++i)
            v[i] = -60 + 10 * uniform(random), g_exc[i] = 4 * uniform(random), g_inh[i] = 20 * uniform(random);
    }

    void run(int steps)
    {
        const T decay_exc = std::exp(-0.1 / 5), decay_inh = std::exp(-0.1 / 10), rate = 0.1 / 20;
        for (int step = 0; step < steps; ++step)
        {
            for (const int i : spikes)
            {
                T* const g = i < excitatory ? g_exc.data() : g_inh.data();
                for (int j = begin[i]; j < begin[i + 1]; ++j)
                    g[targets[j]] += weights[j];
            }

            T* __restrict const v = this->v.data();
            T* __restrict const e = g_exc.data();
            T* __restrict const n = g_inh.data();
            int* __restrict const r = refractory.data();
            char* __restrict const f = fired.data();
            const int count = size;
            for (int i = 0; i < count; ++i)
            {
                const bool active = r[i] <= 0;
                const T moved = v[i] + rate * (-60 - v[i] + e[i] * (0 - v[i]) + n[i] * (-80 - v[i]) + 20);
                const T now = active ? moved : v[i];
                const bool spiked = active & (now > -50);
                v[i] = spiked ? -60 : now;
                r[i] = spiked ? 50 : active ? r[i] : r[i] - 1;
                f[i] = spiked;
                e[i] *= decay_exc;
                n[i] *= decay_inh;
            }

            spikes.clear();
            for (int i = 0; i < size; ++i)
                if (f[i])
                    spikes.push_back(i);
        }
    }
};

extern "C"
{
    void* create_float(int size, int inputs) { return new Coba<float>(size, inputs); }
    void run_float(void* network, int steps) { ((Coba<float>*)network)->run(steps); }
    void delete_float(void* network) { delete (Coba<float>*)network; }
    void* create_double(int size, int inputs) { return new Coba<double>(size, inputs); }
    void run_double(void* network, int steps) { ((Coba<double>*)network)->run(steps); }
    void delete_double(void* network) { delete (Coba<double>*)network; }
}
