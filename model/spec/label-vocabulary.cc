// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/label-vocabulary.h"

#include "model/input/nearest-name.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

namespace
{

std::string_view
NameOf(LabelOwner owner)
{
    constexpr std::array<std::string_view, 4> names{
        "the graph", "a subgraph", "a vertex", "an edge"};
    return names.at(static_cast<size_t>(owner));
}

} // namespace

LabelVocabulary::LabelVocabulary(std::span<const LabelWord> words, const std::string& fileName)
    : m_words(words),
      m_fileName(fileName)
{
}

bool
LabelVocabulary::Counts(LabelOwner owner, std::string_view name) const
{
    return std::ranges::any_of(
        m_words, [&](const LabelWord& word) { return word.owner == owner && word.name == name; });
}

std::string
LabelVocabulary::WhatIsWrong(LabelOwner owner, const std::string& name) const
{
    const std::string ignored =
        "label " + QuoteFound(name) + " of " + std::string(NameOf(owner)) + " is ignored";
    std::vector<std::string> own;
    std::string owners;
    for (const LabelWord& word : m_words)
    {
        if (word.isTypical && word.owner == owner)
        {
            own.emplace_back(word.name);
        }
        else if (word.isTypical && word.name == name)
        {
            owners += (owners.empty() ? "" : " or ") + std::string(NameOf(word.owner));
        }
    }
    if (const std::string nearest = DidYouMean(name, own); !nearest.empty())
    {
        return ignored + nearest;
    }
    return owners.empty() ? "" : ignored + ": it is one of " + owners;
}

bool
LabelVocabulary::Doubt(LabelOwner owner, const std::string& name, Place place)
{
    const auto [known, isNew] = m_looksWrong.emplace(std::pair(owner, name), false);
    if (isNew)
    {
        std::string wrong = WhatIsWrong(owner, name);
        known->second = !wrong.empty();
        if (known->second)
        {
            m_warnings.push_back(MakeDiagnostic(m_fileName, place, std::move(wrong)).ToString());
        }
    }
    return known->second;
}

std::span<const LabelWord>
SpecificationLabels()
{
    using enum LabelOwner;
    static constexpr std::array words{LabelWord{kGraph, "subnet"},
                                      LabelWord{kGraph, "protocol"},
                                      LabelWord{kGraph, "max_links"},
                                      LabelWord{kGraph, "paths"},
                                      LabelWord{kGraph, "chains"},
                                      LabelWord{kVertex, "name", false},
                                      LabelWord{kVertex, "label", false},
                                      LabelWord{kVertex, "role"},
                                      LabelWord{kVertex, "max_links"},
                                      LabelWord{kVertex, "deny"},
                                      LabelWord{kEdge, "path"},
                                      LabelWord{kEdge, "allow"},
                                      LabelWord{kEdge, "protocol"}};
    return words;
}

} // namespace ns3::vnlab
