// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/run-identity.h"

#include "model/identity/derivation.h"
#include "scenarios/vnlab/scenario/scenario-text.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

std::string
Hex(const DerivedBytes& bytes, size_t count)
{
    constexpr const char* digits = "0123456789abcdef";
    std::string text;
    for (size_t i = 0; i < count; ++i)
    {
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text;
}

} // namespace

std::string
IdentityText(const Scenario& scenario)
{
    Scenario bare = scenario;
    bare.title.clear();
    bare.designs.clear();
    std::erase_if(bare.variants,
                  [&](const DesignVariant& variant)
                  { return std::ranges::count(scenario.designs, variant.name) == 0; });
    bare.run.repeat = 1;
    std::string text = WriteResolved(bare);
    for (const auto& [file, content] : scenario.inputs)
    {
        text += "# " + QuoteText(file) + " " +
                Hex(Derive("vnlab input", {BytesOf(content)}), sizeof(DerivedBytes)) + "\n";
    }
    return text;
}

std::string
RunId(const RunKey& key)
{
    return Hex(Derive("vnlab run",
                      {BytesOf(key.scenario),
                       BytesOf(key.design),
                       BytesOf(key.seed),
                       BytesOf(uint64_t{key.run})}),
               6);
}

std::string
FolderId(const std::filesystem::path& folder)
{
    const std::string path =
        std::filesystem::weakly_canonical(std::filesystem::absolute(folder)).string();
    return Hex(Derive("vnlab folder", {BytesOf(path)}), 6);
}

} // namespace ns3::vnlab
