// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_LAB_FILE_H
#define VNLAB_TEST_LAB_FILE_H

#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"

#include <optional>
#include <string>

namespace ns3::vnlab::test
{

/// Reads "lab.toml", in which all kinds of change that there are have their names.
/// @throws InputError as ParseScenario
inline Scenario
ParseLab(const std::string& text)
{
    return ParseScenario(text,
                         "lab.toml",
                         GatherKnownNames(),
                         [](const std::string&) -> std::optional<std::string>
                         { return std::nullopt; });
}

/// @return the first thing that is wrong with "lab.toml", or ""
inline std::string
FirstProblem(const std::string& text)
{
    try
    {
        ParseLab(text);
    }
    catch (const InputError& error)
    {
        return error.Lines().front();
    }
    return "";
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_LAB_FILE_H
