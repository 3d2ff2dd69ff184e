// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/graphml-keys.h"

#include "model/spec/label-values.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

namespace
{

constexpr std::array<std::pair<LabelOwner, std::string_view>, 3> kElements{
    {{LabelOwner::kGraph, "graph"}, {LabelOwner::kVertex, "node"}, {LabelOwner::kEdge, "edge"}}};

constexpr std::array<std::string_view, 4> kOtherElements{
    "graphml", "hyperedge", "port", "endpoint"};

/// @return which elements that have labels a key is for
std::vector<LabelOwner>
OwnersOf(const std::string& element)
{
    std::vector<LabelOwner> owners;
    for (const auto& [owner, name] : kElements)
    {
        if (element.empty() || element == "all" || element == name)
        {
            owners.push_back(owner);
        }
    }
    return owners;
}

} // namespace

GraphMlKeys::GraphMlKeys(LabelVocabulary& vocabulary, const std::string& fileName)
    : m_vocabulary(vocabulary),
      m_fileName(fileName)
{
}

std::string
GraphMlKeys::Declare(const Key& key, const std::string& element)
{
    const std::vector<LabelOwner> owners = OwnersOf(element);
    if (owners.empty() && std::ranges::find(kOtherElements, element) == kOtherElements.end())
    {
        return "<key> is for " + QuoteFound(element) + "; accepted are graph, node, edge, all";
    }
    const size_t index = m_keys.size();
    m_keys.push_back(key);
    m_ids.emplace(key.id, index);
    for (const LabelOwner owner : owners)
    {
        const auto [first, isNew] = m_keyOf.emplace(std::pair(owner, key.id), index);
        if (!isNew)
        {
            return "<key> " + QuoteFound(key.id) + " is declared twice, first in line " +
                   std::to_string(m_keys[first->second].place.line) + "; accepted are unique ids";
        }
    }
    DoubtLabel(key, owners);
    return "";
}

/// A label that counts for some of the elements that its key is for needs no warning.
void
GraphMlKeys::DoubtLabel(const Key& key, const std::vector<LabelOwner>& owners)
{
    if (key.label.empty() || std::ranges::any_of(owners,
                                                 [&](LabelOwner owner)
                                                 { return m_vocabulary.Counts(owner, key.label); }))
    {
        return;
    }
    for (const LabelOwner owner : owners)
    {
        if (m_vocabulary.Doubt(owner, key.label, key.place))
        {
            return;
        }
    }
}

void
GraphMlKeys::SetDefault(std::string value)
{
    m_keys.back().value = std::move(value);
}

std::vector<std::string>
GraphMlKeys::Ids() const
{
    std::vector<std::string> ids;
    for (const auto& [id, index] : m_ids)
    {
        ids.push_back(id);
    }
    return ids;
}

std::optional<std::string>
GraphMlKeys::LabelOf(const std::string& id, LabelOwner owner, std::string_view value, Place place)
{
    const auto found = m_keyOf.find({owner, id});
    Key& key = m_keys[found == m_keyOf.end() ? m_ids.find(id)->second : found->second];
    if (found != m_keyOf.end() && m_vocabulary.Counts(owner, key.label))
    {
        return key.label;
    }
    // yEd's keys have no names either, but their data is elements and no text.
    const bool isUnnamed = key.label.empty() && !Trim(value).empty();
    const bool isMisplaced = found == m_keyOf.end() && m_vocabulary.Counts(owner, key.label);
    if ((isUnnamed || isMisplaced) && !std::exchange(key.isSaid, true))
    {
        m_warnings.push_back(MakeDiagnostic(m_fileName,
                                            isUnnamed ? key.place : place,
                                            isUnnamed
                                                ? "<key> " + QuoteFound(id) +
                                                      " has no attr.name, so that its data is "
                                                      "ignored"
                                                : "data for key " + QuoteFound(id) +
                                                      ", which is not for this element, is ignored")
                                 .ToString());
    }
    return std::nullopt;
}

std::vector<const GraphMlKeys::Key*>
GraphMlKeys::DefaultsOf(LabelOwner owner) const
{
    std::vector<const Key*> defaults;
    for (const auto& [element, index] : m_keyOf)
    {
        const Key& key = m_keys[index];
        if (element.first == owner && key.value && m_vocabulary.Counts(owner, key.label))
        {
            defaults.push_back(&key);
        }
    }
    return defaults;
}

} // namespace ns3::vnlab
