// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/slurm-script.h"

#include "scenarios/shell-text.h"

namespace ns3::vnlab
{

std::string
SlurmScript::Text() const
{
    const std::string count = std::to_string(tasks);
    const std::string parts = (folder / "slurm" / count).string();
    std::string text = "#!/bin/sh\n"
                       "# One task of a sweep. Written by `vnlab sweep --engine slurm`, which "
                       "submits it as a job\n"
                       "# array and collects the results of the tasks.\n"
                       "cd " +
                       ShellText(workFolder.string()) + " || exit\nexec " +
                       ShellText(program.string()) + " sweep \\\n    " +
                       ShellText("--out=" + parts + "/") + "\"$SLURM_ARRAY_TASK_ID\" \\\n    " +
                       ShellText("--part-of=" + folder.string()) +
                       " \\\n    --shard=\"$SLURM_ARRAY_TASK_ID\"/" + count +
                       " \\\n    --jobs=\"${SLURM_CPUS_PER_TASK:-1}\" \\\n";
    for (const std::string& option : options)
    {
        text += "    " + ShellText(option) + " \\\n";
    }
    return text + "    -- " + ShellText(file) + "\n";
}

std::filesystem::path
SlurmScript::SlurmFolder() const
{
    return workFolder / folder / "slurm";
}

std::filesystem::path
SlurmScript::Path() const
{
    return SlurmFolder() / "job.sh";
}

std::vector<std::string>
SlurmScript::Submission(const std::string& name,
                        const std::vector<std::string>& sbatch,
                        const std::set<uint32_t>& indices) const
{
    std::vector<std::string> words{"sbatch"};
    for (const std::string& option : sbatch)
    {
        words.push_back(option.starts_with('-') ? option : "--" + option);
    }
    // The last ones count. The output is named from the folder, whose name Slurm leaves as it is.
    for (const std::string& option : {std::string("--parsable"),
                                      "--job-name=" + name,
                                      "--array=" + RangesText(indices),
                                      "--chdir=" + SlurmFolder().string(),
                                      std::string("--output=%a.log")})
    {
        words.push_back(option);
    }
    words.push_back(Path().string());
    return words;
}

std::string
RangesText(const std::set<uint32_t>& numbers)
{
    std::string text;
    for (auto first = numbers.begin(); first != numbers.end();)
    {
        auto last = first;
        auto next = std::next(first);
        while (next != numbers.end() && *next == *last + 1)
        {
            last = next++;
        }
        text += (text.empty() ? "" : ",") + std::to_string(*first) +
                (last == first ? "" : "-" + std::to_string(*last));
        first = next;
    }
    return text;
}

} // namespace ns3::vnlab
