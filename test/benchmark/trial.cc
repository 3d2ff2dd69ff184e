// SPDX-License-Identifier: GPL-2.0-only
#include "test/benchmark/trial.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <malloc.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace ns3::vnlab::benchmark
{

namespace
{

/// The child's part: runs the trial and writes its figures. Leaves without cleaning up.
[[noreturn]] void
RunAndExit(const Trial& trial, int output)
{
    prctl(PR_SET_NAME, trial.name.c_str());
    try
    {
        const std::vector<double> figures = trial.run();
        const auto bytes = static_cast<ssize_t>(figures.size() * sizeof(double));
        _exit(write(output, figures.data(), static_cast<size_t>(bytes)) == bytes ? EXIT_SUCCESS
                                                                                 : EXIT_FAILURE);
    }
    catch (const std::exception& error)
    {
        std::cerr << trial.name << ": " << error.what() << std::endl;
        _exit(EXIT_FAILURE);
    }
}

std::vector<double>
RunInChild(const Trial& trial)
{
    std::array<int, 2> ends{};
    std::cout.flush();
    if (pipe(ends.data()) != 0)
    {
        throw std::runtime_error("no pipe for " + trial.name);
    }
    const pid_t child = fork();
    if (child == 0)
    {
        close(ends[0]);
        RunAndExit(trial, ends[1]);
    }
    close(ends[1]);
    std::vector<double> figures;
    double figure = 0;
    while (child > 0 && read(ends[0], &figure, sizeof(figure)) == sizeof(figure))
    {
        figures.push_back(figure);
    }
    close(ends[0]);
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
    {
        throw std::runtime_error(trial.name + " failed");
    }
    return figures;
}

Figure
Summarize(std::vector<double> values)
{
    std::ranges::sort(values);
    const double median = values[values.size() / 2];
    return {median, median == 0 ? 0 : (values.back() - values.front()) / 2 / median};
}

} // namespace

std::vector<std::vector<Figure>>
Measure(const std::vector<Trial>& trials)
{
    std::vector<std::vector<std::vector<double>>> runs(trials.size());
    for (uint32_t repetition = 0; repetition < kRepetitions; ++repetition)
    {
        for (size_t i = 0; i < trials.size(); ++i)
        {
            runs[i].push_back(RunInChild(trials[i]));
        }
    }
    std::vector<std::vector<Figure>> result(trials.size());
    for (size_t i = 0; i < trials.size(); ++i)
    {
        for (size_t figure = 0; figure < runs[i].front().size(); ++figure)
        {
            std::vector<double> values;
            for (const std::vector<double>& run : runs[i])
            {
                values.push_back(run.at(figure));
            }
            result[i].push_back(Summarize(std::move(values)));
        }
    }
    return result;
}

double
CpuTime_s()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

MemoryUse
MemoryUse::Now()
{
    const struct mallinfo2 heap = mallinfo2();
    std::ifstream statm("/proc/self/statm");
    double total = 0;
    double resident = 0;
    statm >> total >> resident;
    return {static_cast<double>(heap.uordblks + heap.hblkhd),
            resident * static_cast<double>(sysconf(_SC_PAGESIZE))};
}

} // namespace ns3::vnlab::benchmark
