// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/slurm/slurm-script.h"

#include "scenarios/vnlab/system/shell-text.h"

namespace ns3::vnlab
{

std::string
SlurmScript::Text() const
{
    const std::string count = std::to_string(tasks);
    const std::string index = "\"$SLURM_ARRAY_TASK_ID\"";
    const std::filesystem::path slurm = folder / "slurm";
    const auto words = [](const std::string& text) { return "    " + text + " \\\n"; };
    std::string text =
        "#!/bin/sh\n"
        "# One task of a sweep. Written by `vnlab sweep --engine slurm`, which submits it as a "
        "job\n"
        "# array and collects the results of the tasks.\n"
        "cd " +
        ShellText(workFolder.string()) + " || exit\nexec " + ShellText(program.string()) +
        " sweep \\\n" + words(ShellText("--out=" + (slurm / count / "").string()) + index) +
        words(ShellText("--part-of=" + folder.string())) + words("--shard=" + index + "/" + count) +
        words("--jobs=\"${SLURM_CPUS_PER_TASK:-1}\"");
    for (const std::string& option : options)
    {
        text += words(ShellText(option));
    }
    return text + words("-- " + ShellText(file)) + "    >" + ShellText((slurm / "").string()) +
           index + ".log 2>&1\n";
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
    // What Slurm itself prints goes where the user says, or nowhere: it would read parts of the
    // folder's name as a pattern.
    std::vector<std::string> words{"sbatch", "--output=/dev/null"};
    for (const std::string& option : sbatch)
    {
        words.push_back(option.starts_with('-') ? option : "--" + option);
    }
    words.insert(words.end(),
                 {"--parsable", "--job-name=" + name, "--array=" + RangesText(indices)});
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
