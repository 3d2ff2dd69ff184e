// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/slurm/slurm-jobs.h"

#include "model/input/input-error.h"
#include "scenarios/vnlab/system/run-program.h"

#include <sstream>
#include <stdexcept>
#include <system_error>

namespace ns3::vnlab
{

namespace
{

/// @throws std::runtime_error with what the program printed where it fails
std::string
OutputOf(const std::vector<std::string>& words)
{
    ProgramResult result = RunProgram(words);
    if (result.status != 0)
    {
        std::string& said = result.err;
        said.erase(said.find_last_not_of('\n') + 1);
        throw std::runtime_error(
            said.empty() ? words.front() + ": exit status " + std::to_string(result.status) : said);
    }
    return result.out;
}

} // namespace

void
CheckSlurmInstalled()
{
    for (const char* program : {"sbatch", "squeue"})
    {
        try
        {
            RunProgram({program, "--version"});
        }
        catch (const std::system_error& error)
        {
            throw InputError({{.file = "--engine slurm",
                               .message = std::string("cannot start ") + program + " (" +
                                          error.code().message() +
                                          "); it needs a machine where jobs are submitted to "
                                          "Slurm"}});
        }
    }
}

std::string
SubmitJob(const std::vector<std::string>& command)
{
    const std::string out = OutputOf(command);
    const std::string id = out.substr(0, out.find_first_not_of("0123456789"));
    if (id.empty())
    {
        throw std::runtime_error("sbatch: no job's number in what it printed: " + out);
    }
    return id;
}

std::optional<SlurmJob>
FindJob(const std::string& name)
{
    return ReadJob(OutputOf({"squeue",
                             "--me",
                             "--name=" + name,
                             "--states=PENDING,RUNNING,SUSPENDED,COMPLETING",
                             "--array",
                             "--noheader",
                             "--format=%F %T"}));
}

std::optional<SlurmJob>
ReadJob(const std::string& text)
{
    std::optional<SlurmJob> job;
    std::istringstream lines(text);
    std::string id;
    std::string state;
    while (lines >> id >> state)
    {
        if (!job)
        {
            job = SlurmJob{.id = id};
        }
        ++(state == "PENDING" ? job->waiting : job->working);
    }
    return job;
}

} // namespace ns3::vnlab
