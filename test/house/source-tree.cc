// SPDX-License-Identifier: GPL-2.0-only
#include "test/house/source-tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

const fs::path kTop{VNLAB_SOURCE_DIR};

/// Every match of a pattern's first group.
std::vector<std::string>
AllMatches(const std::string& text, const std::regex& pattern)
{
    std::vector<std::string> found;
    for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match)
    {
        found.push_back((*match)[1]);
    }
    return found;
}

} // namespace

std::vector<std::string>
SourceFile::Includes() const
{
    static const std::regex kInclude(R"re((?:^|\n)#\s*include\s+(["<][^">]+[">]))re");
    return AllMatches(text, kInclude);
}

std::string
SourceFile::Guard() const
{
    static const std::regex kGuard("\n#ifndef (\\w+)\n#define (\\w+)\n");
    std::smatch found;
    return std::regex_search(text, found, kGuard) && found[1] == found[2] ? found.str(1) : "";
}

std::set<std::string>
SourceFile::LocalFunctions() const
{
    static const std::regex kFunction("([A-Za-z]\\w*)\\(.*"); // its type has a line of its own
    static const std::regex kMacro("[A-Z0-9_]+");
    std::set<std::string> functions;
    std::istringstream lines(text);
    std::string before;
    bool local = false;
    for (std::string line; std::getline(lines, line); before = line)
    {
        std::smatch found;
        local = line == "{" && before == "namespace" ? true
              : line == "} // namespace"             ? false
                                                     : local;
        if (local && std::regex_match(line, found, kFunction) &&
            !std::regex_match(found.str(1), kMacro))
        {
            functions.insert(found.str(1));
        }
    }
    return functions;
}

std::string
SourceFile::Code() const
{
    static const std::regex kNoCode(R"re(//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|"(?:[^"\\\n]|\\.)*")re");
    return std::regex_replace(text, kNoCode, " ");
}

std::string
ReadSource(const std::string& path)
{
    std::ifstream file(kTop / path, std::ios::binary);
    if (!file)
    {
        throw std::runtime_error(path + ": cannot be read");
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<SourceFile>
ReadSources(const std::vector<std::string>& folders, const std::vector<std::string>& suffixes)
{
    std::vector<SourceFile> files;
    for (const std::string& folder : folders)
    {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kTop / folder))
        {
            const std::string path = fs::relative(entry.path(), kTop).generic_string();
            if (entry.is_regular_file() &&
                std::ranges::any_of(suffixes,
                                    [&](const auto& suffix) { return path.ends_with(suffix); }))
            {
                files.push_back({path, FolderOf(path), ReadSource(path)});
            }
        }
    }
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

std::string
FolderOf(const std::string& path)
{
    // Parts of a wing in another language lie in folders of their own below it.
    static const std::regex kPart("(/bpf|/page)?/[^/]*$");
    return path.find('/') == std::string::npos ? "" : std::regex_replace(path, kPart, "");
}

House
ReadHouse(const std::string& layersCmake)
{
    static const std::regex kLayer(R"(\nvnlab_layer\(([a-z/-]+)(?:\s+REGISTERS)?\s+USES([^)]*)\))");
    static const std::regex kTarget("vnlab-([a-z0-9-]+)");
    std::map<std::string, std::string> folderOfTarget;
    std::map<std::string, std::vector<std::string>> targets;
    for (std::sregex_iterator layer(layersCmake.begin(), layersCmake.end(), kLayer), end;
         layer != end;
         ++layer)
    {
        const std::string folder = (*layer)[1];
        folderOfTarget[folder.substr(folder.rfind('/') + 1)] = folder;
        targets[folder] = AllMatches((*layer)[2], kTarget);
    }

    House house;
    for (const auto& [folder, direct] : targets)
    {
        std::vector<std::string> open{folder};
        while (!open.empty())
        {
            const std::string next = open.back();
            open.pop_back();
            if (!house.uses[folder].insert(next).second)
            {
                continue;
            }
            for (const std::string& target : targets.at(next))
            {
                if (target.starts_with("ns3-"))
                {
                    house.ns3Users.insert(folder);
                }
                else
                {
                    open.push_back(folderOfTarget.at(target));
                }
            }
        }
    }
    return house;
}

} // namespace ns3::vnlab
